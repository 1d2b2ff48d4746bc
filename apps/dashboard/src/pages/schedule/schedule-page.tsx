import { useParams } from "@tanstack/react-router";
import { Unreadable } from "../../shell/unreadable.tsx";
import { usePageTitle } from "../../shell/use-page-title.ts";
import { ScheduleSkeleton } from "./schedule-skeleton.tsx";
import { ScheduleView } from "./schedule-view.tsx";
import { useSchedule } from "./use-schedule.ts";

/** One schedule: what it does, what it did, and changing it. */
export function SchedulePage() {
  const { scheduleId } = useParams({ from: "/schedules/$scheduleId" });
  const { data: schedule, error, refetch, isFetching } = useSchedule(scheduleId);
  usePageTitle(schedule?.name ?? "Schedule");
  if (schedule) return <ScheduleView key={schedule.id} schedule={schedule} />;
  if (error)
    return (
      <Unreadable what="schedule" list="/schedules" error={error} onRetry={() => refetch()} isRetrying={isFetching}>
        It may have been deleted, or the address may be mistyped. Jobs that it has started are still there.
      </Unreadable>
    );
  return <ScheduleSkeleton />;
}
