import { Skeleton } from "../../components/skeleton.tsx";

const ROWS = ["first", "second", "third"];

/** The findings' shape while jobs are asked. */
export function DoctorSkeleton() {
  return (
    <div role="status" aria-label="Checking every open job">
      {ROWS.map((row) => (
        <div key={row} className="flex h-16 items-center gap-6 border-b border-line px-3.5 last:border-0">
          <Skeleton isChip />
          <div className="grid flex-1 gap-2">
            <Skeleton className="w-48 max-w-full" />
            <Skeleton className="w-72 max-w-full" />
          </div>
        </div>
      ))}
    </div>
  );
}
