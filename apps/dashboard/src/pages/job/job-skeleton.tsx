import { Skeleton } from "../../components/skeleton.tsx";

const FIGURES = ["loss", "average", "median", "95th", "max", "jitter", "mos"];

/** The page's shape while the job is on its way. */
export function JobSkeleton() {
  return (
    <div role="status" aria-label="Loading the job" className="grid gap-3">
      <h1 className="sr-only">Job</h1>
      <div className="grid h-[84px] content-start gap-3.5 pt-1.5">
        <Skeleton className="h-5 w-64" />
        <Skeleton className="w-2/3" />
        <Skeleton className="w-1/4" />
      </div>
      <div className="flex h-12 items-center rounded-md border border-line bg-surface px-4">
        <Skeleton className="w-1/2" />
      </div>
      <div className="grid h-[108px] grid-cols-7 items-center rounded-md border border-line bg-surface max-lg:grid-cols-4 max-sm:grid-cols-3">
        {FIGURES.map((name) => (
          <Skeleton key={name} className="mx-3.5 h-5 w-14" />
        ))}
      </div>
      <div className="h-[331px] rounded-md border border-line bg-surface p-4">
        <Skeleton className="w-32" />
      </div>
      <Skeleton className="mt-4 w-40" />
    </div>
  );
}
