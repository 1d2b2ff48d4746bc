import { Skeleton } from "../../components/skeleton.tsx";

/** The page's shape while the rollout is on its way. */
export function RolloutSkeleton() {
  return (
    <div role="status" aria-label="Loading the rollout" className="grid gap-3">
      <h1 className="sr-only">Rollout</h1>
      <div className="grid h-16 content-start gap-3.5 pt-1.5">
        <Skeleton className="h-5 w-64 max-w-full" />
        <Skeleton className="w-2/3" />
      </div>
      <div className="h-48 rounded-md border border-line bg-surface p-4">
        <Skeleton className="h-5 w-full" />
      </div>
      <div className="h-64 rounded-md border border-line bg-surface p-4">
        <Skeleton className="w-32" />
      </div>
    </div>
  );
}
