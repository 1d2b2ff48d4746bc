import type { ReactNode } from "react";
import { Button } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { ShowMore } from "../../components/show-more.tsx";
import { COLUMNS, ScheduleLine } from "./schedule-line.tsx";
import { SchedulesSkeleton } from "./schedules-skeleton.tsx";
import { useSchedules } from "./use-schedules.ts";

interface SchedulesListProps {
  search: string | undefined;
  newSchedule: ReactNode;
  onShowAll: () => void;
}

/** The schedules that match, each with when it runs next and how it went last. */
export function SchedulesList({ search, newSchedule, onShowAll }: SchedulesListProps) {
  const { query, schedules } = useSchedules(search);
  if (query.isPending) return <SchedulesSkeleton />;
  if (query.isLoadingError)
    return (
      <ErrorState what="Schedules" error={query.error} onRetry={() => query.refetch()} isRetrying={query.isFetching} />
    );
  if (schedules.length === 0)
    return search ? (
      <EmptyState title="No schedule matches" action={<Button onClick={onShowAll}>Show all</Button>}>
        None has “{search}” in its name or its template's.
      </EmptyState>
    ) : (
      <EmptyState title="No schedules yet" action={newSchedule}>
        A schedule runs a template by itself: at the times that you set, in the zone that you choose.
      </EmptyState>
    );
  return (
    <div className={query.isPlaceholderData ? "opacity-60" : ""}>
      <div
        aria-hidden="true"
        className={`grid h-9 items-center gap-x-5 border-b border-line px-3.5 text-[12.5px] text-muted max-lg:hidden ${COLUMNS}`}
      >
        <span>On</span>
        <span>Schedule</span>
        <span>When</span>
        <span>Next run</span>
        <span>Last run</span>
      </div>
      <ul aria-label="Schedules">
        {schedules.map((schedule) => (
          <ScheduleLine key={schedule.id} schedule={schedule} />
        ))}
      </ul>
      <ShowMore query={query} />
    </div>
  );
}
