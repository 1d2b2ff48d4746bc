import { errorOf } from "@fieldline/client/errors";
import type { Bulk } from "@fieldline/domain/bulk";
import { formatCount, formatQuantity } from "@fieldline/ui/format";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { useTRPC } from "../../../api/trpc.ts";
import { Button } from "../../../components/button.tsx";
import { notify } from "../../../toasts/notify.ts";
import { BulkFailures } from "./bulk-failures.tsx";
import { BULK_WORDS } from "./bulk-words.ts";

const POLL_MS = 1_000;
const GONE = new Set(["BULK_NOT_FOUND", "FORBIDDEN", "INVALID_INPUT"]);

interface BulkProgressProps {
  bulkId: string;
  /** What a job is called, where the list knows it. */
  nameOf: (id: string) => string | undefined;
  onEnd: (bulk: Bulk) => void;
  onDismiss: () => void;
}

/** How far a bulk action is, what failed of it and why; it can be stopped on its way. */
export function BulkProgress({ bulkId, nameOf, onEnd, onDismiss }: BulkProgressProps) {
  const api = useTRPC();
  const cache = useQueryClient();
  const { data: bulk, error } = useQuery(
    api.jobs.bulkStatus.queryOptions(
      { bulkId },
      { staleTime: 0, refetchInterval: ({ state: { data } }) => (data && data.state !== "running" ? false : POLL_MS) },
    ),
  );
  const abort = useMutation(
    api.jobs.bulkAbort.mutationOptions({
      onSuccess: (next) => cache.setQueryData(api.jobs.bulkStatus.queryKey({ bulkId }), next),
      onError: (failed) =>
        notify({ tone: "error", title: "It could not be stopped", description: errorOf(failed).message }),
    }),
  );
  const hasEnded = bulk !== undefined && bulk.state !== "running";
  const end = useEffectEvent(() => bulk && onEnd(bulk));
  useEffect(() => {
    if (hasEnded) end();
  }, [hasEnded]);
  const isGone = error !== null && GONE.has(errorOf(error).reason);
  const dismiss = useEffectEvent(onDismiss);
  useEffect(() => {
    if (isGone) dismiss();
  }, [isGone]);
  if (!bulk) return null;
  const { done, total, failed, failedCount } = bulk;
  return (
    <section aria-label="Bulk action" className="rounded-md border border-line-strong bg-raised p-3 shadow-float">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p role="status" className="min-w-0 flex-1">
          <b className="font-semibold">{headline(bulk)}</b>
          {failedCount > 0 && <span className="text-bad"> · {formatQuantity(failedCount, "failure")}</span>}
        </p>
        {hasEnded ? (
          <Button onClick={onDismiss}>Dismiss</Button>
        ) : (
          <Button tone="danger" aria-disabled={abort.isPending} onClick={() => abort.mutate({ bulkId })}>
            {abort.isPending ? "Stopping…" : "Stop"}
          </Button>
        )}
      </div>
      <div
        role="progressbar"
        aria-label="How far it is"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        className="mt-2 h-1.5 overflow-hidden rounded-full bg-line"
      >
        <div className="h-full rounded-full bg-accent transition-[width]" style={{ width: `${percentOf(bulk)}%` }} />
      </div>
      <BulkFailures failed={failed} failedCount={failedCount} nameOf={nameOf} />
    </section>
  );
}

function percentOf({ done, total }: Bulk): number {
  return total === 0 ? 100 : (100 * done) / total;
}

function headline({ action, state, done, total, failedCount, abortReason }: Bulk): string {
  const words = BULK_WORDS[action];
  if (state === "running") return `${words.doing}: ${formatCount(done)} of ${formatCount(total)}`;
  const well = `${words.done}: ${formatCount(done - failedCount)} of ${formatCount(total)}`;
  return state === "aborted"
    ? `Stopped after ${formatCount(done)}. ${well}.${abortReason ? ` ${abortReason}` : ""}`
    : well;
}
