import { errorOf } from "@fieldline/client/errors";
import type { Rollout } from "@fieldline/domain/rollout";
import { formatCount, formatQuantity } from "@fieldline/ui/format";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { Button } from "../../components/button.tsx";
import { Modal } from "../../components/modal.tsx";
import { mergeRollout } from "../../live/merge-rollout.ts";
import { notify } from "../../toasts/notify.ts";
import { retryableOf } from "./rollout-figures.ts";
import { rateWords } from "./rollout-words.ts";

/** Runs what failed or timed out again. */
export function RetryFailedDialog({ rollout, onClose }: { rollout: Rollout; onClose: () => void }) {
  const api = useTRPC();
  const cache = useQueryClient();
  const count = retryableOf(rollout.counts);
  const retry = useMutation(
    api.rollouts.retryFailed.mutationOptions({
      onSuccess: (changed) => {
        mergeRollout(cache, api, changed);
        void cache.invalidateQueries({ queryKey: api.rollouts.pathKey() });
        notify({ tone: "success", title: `${formatQuantity(count, "device")} of ${rollout.name} run again` });
        onClose();
      },
    }),
  );
  const isOver = rollout.status !== "running";
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Retry ${formatQuantity(count, "device")}?`}
      description={`Those that failed or timed out run it again, ${rateWords(rollout.rate)}. ${isOver ? "The rollout goes on for them; " : ""}the abort rules count afresh from here.`}
    >
      {retry.error && (
        <p role="alert" className="text-bad">
          {errorOf(retry.error).message}
        </p>
      )}
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Leave it</Button>
        <Button
          tone="primary"
          disabled={retry.isPending || count === 0}
          onClick={() => retry.mutate({ id: rollout.id })}
        >
          {retry.isPending ? "Retrying…" : `Retry ${formatCount(count)}`}
        </Button>
      </div>
    </Modal>
  );
}
