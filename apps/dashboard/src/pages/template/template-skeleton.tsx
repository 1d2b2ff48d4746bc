import { CardSkeleton } from "../../components/card-skeleton.tsx";
import { Skeleton } from "../../components/skeleton.tsx";

/** A template or a handler on its way. */
export function TemplateSkeleton() {
  return (
    <div role="status" aria-label="Loading">
      <Skeleton className="h-6 w-56" />
      <div className="mt-5 grid grid-cols-[minmax(0,1fr)_minmax(320px,420px)] gap-3 max-xl:grid-cols-1">
        <div className="grid gap-3">
          <CardSkeleton className="h-44" />
          <CardSkeleton className="h-120" />
        </div>
        <CardSkeleton className="h-72" />
      </div>
    </div>
  );
}
