import { Skeleton } from "../../components/skeleton.tsx";

/** Two lines on their way. */
export function ListSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label}>
      {["first", "second"].map((place) => (
        <div key={place} className="grid h-15.5 content-center gap-2 border-b border-line px-3.5 last:border-0">
          <Skeleton className="w-2/5" />
          <Skeleton className="w-3/5" />
        </div>
      ))}
    </div>
  );
}
