import { Skeleton } from "../../components/skeleton.tsx";

const ROWS = ["first", "second", "third", "fourth"];

/** The list's shape while it is on its way. */
export function RolloutsSkeleton() {
  return (
    <div role="status" aria-label="Loading rollouts">
      {ROWS.map((row) => (
        <div key={row} className="flex h-16 items-center gap-6 border-b border-line px-3.5 last:border-0 max-lg:h-30">
          <Skeleton isChip />
          <div className="grid flex-1 gap-2">
            <Skeleton className="w-48 max-w-full" />
            <Skeleton className="w-28" />
          </div>
          <Skeleton className="w-64 max-md:hidden" />
        </div>
      ))}
    </div>
  );
}
