import { Skeleton } from "../../../components/skeleton.tsx";

/** The steps and the output while their code is on its way. */
export function CommandSkeleton() {
  return (
    <div
      role="status"
      aria-label="Loading the command"
      className="grid grid-cols-[minmax(250px,3fr)_minmax(0,7fr)] items-start gap-3 max-lg:grid-cols-1"
    >
      <div className="h-64 rounded-md border border-line bg-surface p-4">
        <Skeleton className="w-24" />
      </div>
      <div className="h-[466px] rounded-md border border-line bg-surface p-4">
        <Skeleton className="w-24" />
      </div>
    </div>
  );
}
