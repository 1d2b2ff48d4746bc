import { Skeleton } from "../../components/skeleton.tsx";

const ROWS = ["first", "second", "third", "fourth", "fifth"];

/** The list's shape while it is on its way. */
export function SchedulesSkeleton() {
  return (
    <div role="status" aria-label="Loading schedules">
      {ROWS.map((row) => (
        <div key={row} className="flex h-16 items-center gap-6 border-b border-line px-3.5 last:border-0 max-lg:h-40">
          <Skeleton className="h-5 w-9 rounded-full" />
          <div className="grid flex-1 gap-2">
            <Skeleton className="w-40 max-w-full" />
            <Skeleton className="w-56 max-w-full" />
          </div>
          <Skeleton className="w-48 max-lg:hidden" />
          <Skeleton isChip className="max-lg:hidden" />
        </div>
      ))}
    </div>
  );
}
