import { CardSkeleton } from "../../components/card-skeleton.tsx";
import { Skeleton } from "../../components/skeleton.tsx";

/** The page's shape while the schedule is on its way. */
export function ScheduleSkeleton() {
  return (
    <div role="status" aria-label="Loading the schedule">
      <Skeleton className="h-6 w-56" />
      <Skeleton className="mt-3 w-96 max-w-full" />
      <div className="mt-4 grid grid-cols-[minmax(0,1fr)_minmax(320px,440px)] gap-3 max-lg:grid-cols-1">
        <CardSkeleton className="h-96" />
        <CardSkeleton className="h-96" />
      </div>
    </div>
  );
}
