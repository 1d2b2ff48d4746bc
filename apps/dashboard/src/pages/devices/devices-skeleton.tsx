import { Skeleton } from "../../components/skeleton.tsx";

const ROWS = ["first", "second", "third", "fourth", "fifth", "sixth"];

/** The list's shape while it is on its way. */
export function DevicesSkeleton({ what }: { what: string }) {
  return (
    <div role="status" aria-label={`Loading ${what}`}>
      <div className="h-9 border-b border-line max-md:hidden" />
      {ROWS.map((row) => (
        <div key={row} className="flex h-13.5 items-center gap-6 border-b border-line px-3.5 last:border-0 max-md:h-24">
          <Skeleton isChip />
          <div className="grid flex-1 gap-2">
            <Skeleton className="w-40 max-w-full" />
            <Skeleton className="w-24" />
          </div>
          <Skeleton className="w-56 max-md:hidden" />
          <Skeleton className="w-30 max-md:hidden" />
        </div>
      ))}
    </div>
  );
}
