import { errorOf } from "@fieldline/client/errors";
import { Link, useParams } from "@tanstack/react-router";
import { buttonClass } from "../../components/button.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { ClosedPage } from "../../shell/closed-page.tsx";
import { usePageTitle } from "../../shell/use-page-title.ts";
import { ScheduleSkeleton } from "./schedule-skeleton.tsx";
import { ScheduleView } from "./schedule-view.tsx";
import { useSchedule } from "./use-schedule.ts";

const NOT_THERE = /NOT_FOUND|INVALID_INPUT/;

/** One schedule: what it does, what it did, and changing it. */
export function SchedulePage() {
  const { scheduleId } = useParams({ from: "/schedules/$scheduleId" });
  const { data: schedule, error, refetch, isFetching } = useSchedule(scheduleId);
  usePageTitle(schedule?.name ?? "Schedule");
  if (schedule) return <ScheduleView key={schedule.id} schedule={schedule} />;
  if (error && NOT_THERE.test(errorOf(error).reason))
    return (
      <ClosedPage
        name="No such schedule"
        title="There is no such schedule"
        also={
          <Link to="/schedules" className={buttonClass()}>
            To the schedules
          </Link>
        }
      >
        It may have been deleted, or the address may be mistyped. Jobs that it has started are still there.
      </ClosedPage>
    );
  if (error)
    return (
      <div className="rounded-md border border-line bg-surface">
        <ErrorState what="This schedule" error={error} onRetry={() => refetch()} isRetrying={isFetching} />
      </div>
    );
  return <ScheduleSkeleton />;
}
