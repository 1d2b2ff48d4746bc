import { Skeleton } from "../../components/skeleton.tsx";

const FORMS = ["first", "second", "third", "fourth"];

/** The settings on their way. */
export function SettingsSkeleton() {
  return (
    <div role="status" aria-label="Loading the settings" className="grid min-w-0 gap-3">
      {FORMS.map((form) => (
        <div key={form} className="rounded-md border border-line bg-surface">
          <div className="flex min-h-11 items-center border-b border-line px-3.5">
            <Skeleton className="w-28" />
          </div>
          <div className="grid gap-4 p-3.5">
            <Skeleton className="w-3/5" />
            <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
              <Skeleton className="h-9" />
              <Skeleton className="h-9" />
            </div>
            <Skeleton className="h-8 w-20 justify-self-end" />
          </div>
        </div>
      ))}
    </div>
  );
}
