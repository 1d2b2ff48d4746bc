import { Skeleton } from "../../components/skeleton.tsx";

const ROWS = ["first", "second", "third"];

/** The list's shape while it is on its way. */
export function QueuesSkeleton() {
  return (
    <div role="status" aria-label="Loading queues">
      {ROWS.map((row) => (
        <div key={row} className="flex h-16 items-center gap-6 border-b border-line px-3.5 last:border-0 max-lg:h-44">
          <div className="grid flex-1 gap-2">
            <Skeleton className="w-24" />
            <Skeleton className="w-48 max-w-full" />
          </div>
          <Skeleton className="w-40 max-md:hidden" />
          <Skeleton className="w-64 max-lg:hidden" />
        </div>
      ))}
    </div>
  );
}
