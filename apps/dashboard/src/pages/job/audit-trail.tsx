import { formatExact } from "@fieldline/ui/time";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { actionWords } from "../../audit/action-words.ts";
import { ChangeList } from "../../audit/change-list.tsx";
import { changesOf } from "../../audit/changes.ts";
import { ErrorState } from "../../components/error-state.tsx";
import { Skeleton } from "../../components/skeleton.tsx";

/** Who did what to this job, and why. */
export function AuditTrail({ jobId }: { jobId: string }) {
  const api = useTRPC();
  const { data, error, refetch, isFetching } = useQuery(
    api.jobs.audit.queryOptions({ id: jobId, limit: 100 }, { staleTime: 0 }),
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
              <b className="font-semibold">{actor.name}</b> {actionWords(action)}
              {reason && <>: “{reason}”</>}
            </p>
            <ChangeList changes={changesOf(before, after)} />
          </div>
        </li>
      ))}
      {data.items.length === 0 && <li className="py-4 text-muted">Nobody has done anything to this job yet.</li>}
    </ol>
  );
}
