import { Skeleton } from "../../components/skeleton.tsx";

const ROWS = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];

/** The audit on its way. */
export function AuditSkeleton() {
  return (
    <div role="status" aria-label="Loading the audit" className="pt-9">
      {ROWS.map((row) => (
        <div key={row} className="flex h-9 items-center gap-6 border-t border-line px-3.5 max-md:h-14">
          <Skeleton className="w-16" />
          <Skeleton className="w-32 max-md:w-24" />
          <Skeleton className="w-72 max-md:hidden" />
        </div>
      ))}
    </div>
  );
}
