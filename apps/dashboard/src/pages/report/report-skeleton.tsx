import { Skeleton } from "../../components/skeleton.tsx";

/** The report on its way. */
export function ReportSkeleton() {
  return (
    <div role="status" aria-label="Loading the report" className="grid gap-4">
      <Skeleton className="h-8 w-56" />
      <Skeleton className="h-8 w-4/5" />
      <Skeleton className="h-20" />
      <Skeleton className="h-24" />
      <Skeleton className="h-40 max-sm:h-80" />
      <Skeleton className="h-[340px] max-sm:h-[270px]" />
    </div>
  );
}
