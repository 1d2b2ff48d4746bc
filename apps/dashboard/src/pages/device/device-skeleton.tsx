import { CardSkeleton } from "../../components/card-skeleton.tsx";
import { Skeleton } from "../../components/skeleton.tsx";

/** A device on its way. */
export function DeviceSkeleton() {
  return (
    <div role="status" aria-label="Loading the device" className="grid gap-3">
      <div className="flex h-8 items-center gap-3">
        <Skeleton className="h-6 w-40" />
        <Skeleton isChip />
      </div>
      <Skeleton className="h-5 w-3/5" />
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(300px,360px)] gap-3 max-xl:grid-cols-1">
        <div className="grid gap-3">
          <CardSkeleton className="h-36" />
          <CardSkeleton className="h-80" />
        </div>
        <div className="grid gap-3">
          <CardSkeleton className="h-40" />
          <CardSkeleton className="h-64" />
        </div>
      </div>
    </div>
  );
}
