import { formatExact } from "@fieldline/ui/time";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { ErrorState } from "../../components/error-state.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { changesOf } from "./audit-changes.ts";

const ACTIONS: Record<string, string> = {
  "job.create": "created the job",
  "job.pause": "paused it",
  "job.resume": "resumed it",
  "job.cancel": "cancelled it",
  "job.delete": "deleted it",
};

/** Who did what to this job, and why. */
export function AuditTrail({ jobId }: { jobId: string }) {
  const api = useTRPC();
  const { data, error, refetch, isFetching } = useQuery(
    api.audit.list.queryOptions({ entityType: "job", entityId: jobId, limit: 100 }, { staleTime: 0 }),
  );
  if (error && !data)
    return <ErrorState what="The audit entries" error={error} onRetry={() => refetch()} isRetrying={isFetching} />;
  if (!data)
    return (
      <div role="status" aria-label="Loading audit entries" className="grid min-h-64 content-start gap-4 pt-2">
        <Skeleton className="w-1/2" />
        <Skeleton className="w-2/5" />
      </div>
    );
  return (
    <ol className="min-h-64">
      {data.items.map(({ id, at, actor, action, reason, before, after }) => (
        <li
          key={id}
          className="grid grid-cols-[216px_minmax(0,1fr)] gap-x-4 border-b border-line py-2 last:border-0 max-sm:grid-cols-1"
        >
          <time className="text-muted" dateTime={new Date(at).toISOString()}>
            {formatExact(at)}
          </time>
          <div className="min-w-0">
            <p>
              <b className="font-semibold">{actor.name}</b> {ACTIONS[action] ?? action}
              {reason && <>: “{reason}”</>}
            </p>
            {changesOf(before, after).map(({ field, before: old, after: next }) => (
              <p key={field} className="font-mono text-[12.5px] wrap-anywhere text-muted">
                {field}: {old} → {next}
              </p>
            ))}
          </div>
        </li>
      ))}
      {data.items.length === 0 && <li className="py-4 text-muted">Nobody has done anything to this job yet.</li>}
    </ol>
  );
}
