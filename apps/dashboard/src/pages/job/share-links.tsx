import { errorOf } from "@fieldline/client/errors";
import { formatDay, formatExact } from "@fieldline/ui/time";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { Button } from "../../components/button.tsx";
import { useNow } from "../../components/clock.ts";
import { ErrorState } from "../../components/error-state.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { notify } from "../../toasts/notify.ts";

/** The links to a job's report that work now, each to be ended. */
export function ShareLinks({ jobId }: { jobId: string }) {
  const api = useTRPC();
  const cache = useQueryClient();
  const now = useNow();
  const { data, error, refetch, isFetching } = useQuery(api.jobs.shares.queryOptions({ id: jobId }, { staleTime: 0 }));
  const revoke = useMutation(
    api.jobs.revokeShare.mutationOptions({
      onSuccess: () => notify({ tone: "success", title: "The link is withdrawn" }),
      onError: (refusal) =>
        notify({ tone: "error", title: "The link could not be withdrawn", description: errorOf(refusal).message }),
      onSettled: () => {
        void cache.invalidateQueries({ queryKey: api.jobs.shares.queryKey({ id: jobId }) });
        void cache.invalidateQueries({ queryKey: api.jobs.audit.pathKey() });
      },
    }),
  );
  const live = data?.items.filter(({ revokedAt, expiresAt }) => revokedAt === null && expiresAt > now);
  return (
    <section aria-label="Links that work" className="mt-5 border-t border-line pt-3">
      <h3 className="font-medium">Links that work</h3>
      {error && !data && (
        <ErrorState what="The links" error={error} onRetry={() => refetch()} isRetrying={isFetching} />
      )}
      {!error && !data && (
        <div role="status" aria-label="Loading the links" className="pt-3">
          <Skeleton className="w-3/5" />
        </div>
      )}
      {live?.length === 0 && <p className="mt-1 text-muted">None yet.</p>}
      <ul>
        {live?.map(({ id, createdBy, createdAt, expiresAt, showsAccount, showsRequester }) => (
          <li key={id} className="flex items-center justify-between gap-3 border-b border-line py-2 last:border-0">
            <div className="min-w-0">
              <p className="truncate" title={`Made ${formatExact(createdAt)}`}>
                by {createdBy.name}, {formatDay(createdAt)}
              </p>
              <p className="text-[12.5px] text-muted" title={formatExact(expiresAt)}>
                until {formatDay(expiresAt)}
                {showsAccount && ", with the account"}
                {showsRequester && ", with who ran it"}
              </p>
            </div>
            <Button
              tone="danger"
              aria-label={`Withdraw the link by ${createdBy.name} until ${formatDay(expiresAt)}`}
              disabled={revoke.isPending && revoke.variables.shareId === id}
              onClick={() => revoke.mutate({ id: jobId, shareId: id })}
            >
              Withdraw
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
