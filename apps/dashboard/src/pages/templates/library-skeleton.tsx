import { Skeleton } from "../../components/skeleton.tsx";

const ROWS = ["first", "second", "third", "fourth", "fifth"];

/** A list of the library on its way. */
export function LibrarySkeleton({ what }: { what: string }) {
  return (
    <div role="status" aria-label={`Loading ${what}`}>
      <Skeleton className="mb-2.5 w-24" />
      <div className="rounded-md border border-line bg-surface">
        {ROWS.map((row) => (
          <div key={row} className="flex h-16 items-center gap-6 border-b border-line px-3.5 last:border-0">
            <div className="grid flex-1 gap-2">
              <Skeleton className="w-48 max-w-full" />
              <Skeleton className="w-80 max-w-full" />
            </div>
            <Skeleton className="w-40 max-sm:hidden" />
          </div>
        ))}
      </div>
    </div>
  );
}
