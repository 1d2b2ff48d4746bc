import { Skeleton } from "./skeleton.tsx";

const LINES = ["w-3/5", "w-2/5", "w-1/2"];

/** A card on its way: its frame, its head and a few lines; `className` gives its height. */
export function CardSkeleton({ className = "" }: { className?: string }) {
  return (
    <div aria-hidden="true" className={`overflow-hidden rounded-md border border-line bg-surface ${className}`}>
      <div className="flex h-11 items-center border-b border-line px-3.5">
        <Skeleton className="w-24" />
      </div>
      <div className="grid gap-4 p-3.5">
        {LINES.map((width) => (
          <Skeleton key={width} className={width} />
        ))}
      </div>
    </div>
  );
}
