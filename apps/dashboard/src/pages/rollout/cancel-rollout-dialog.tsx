import { errorOf } from "@fieldline/client/errors";
import type { Rollout } from "@fieldline/domain/rollout";
import { formatQuantity } from "@fieldline/ui/format";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { ReasonField } from "../../components/reason-field.tsx";
import { mergeRollout } from "../../live/merge-rollout.ts";
import { notify } from "../../toasts/notify.ts";
import { stoppable } from "./rollout-figures.ts";

/** What cancelling does to the devices as they stand, in a sentence. */
export function cancelWords({ counts, status }: Rollout, isForced: boolean): string {
  const open = counts.waiting + counts.notified;
  const leftOut =
    status === "running"
      ? `${formatQuantity(open, "device")} that have not begun ${open === 1 ? "is" : "are"} left out.`
      : "";
  const running =
    counts.running === 0
      ? ""
      : isForced
        ? `The ${formatQuantity(counts.running, "device")} under way end the step that runs.`
        : `The ${formatQuantity(counts.running, "device")} under way run to their end.`;
  return [leftOut, running, "What is done stays done; a cancelled rollout does not go on."].filter(Boolean).join(" ");
}

/** Asks before a rollout is stopped, and how hard. */
export function CancelRolloutDialog({ rollout, onClose }: { rollout: Rollout; onClose: () => void }) {
  const api = useTRPC();
  const cache = useQueryClient();
  const [reason, setReason] = useState("");
  const [isAskedToForce, setForce] = useState(false);
  const isOnlyForced = stoppable(rollout) === "under way";
  const force = isOnlyForced || isAskedToForce;
  const cancel = useMutation(
    api.rollouts.cancel.mutationOptions({
      onSuccess: (changed) => {
        mergeRollout(cache, api, changed);
        void cache.invalidateQueries({ queryKey: api.rollouts.pathKey() });
        notify({ tone: "success", title: `${rollout.name} is cancelled` });
        onClose();
      },
    }),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={isOnlyForced ? `End what still runs of ${rollout.name}?` : `Cancel ${rollout.name}?`}
      consequence={cancelWords(rollout, force)}
      confirm={cancel.isPending ? "Cancelling…" : isOnlyForced ? "End them" : "Cancel the rollout"}
      dismiss="Keep it running"
      isBusy={cancel.isPending}
      failure={cancel.error ? errorOf(cancel.error).message : undefined}
      onConfirm={() => cancel.mutate({ id: rollout.id, force, ...(reason.trim() && { reason: reason.trim() }) })}
    >
      {!isOnlyForced && rollout.counts.running > 0 && (
        <label className="mt-4 flex cursor-pointer items-start gap-2.5">
          <input
            type="checkbox"
            checked={force}
            onChange={(event) => setForce(event.target.checked)}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          <span>
            End those under way, too
            <span className="block text-[12.5px] text-muted">
              Their step is killed where it stands, which may leave a device half changed.
            </span>
          </span>
        </label>
      )}
      <ReasonField keptIn="the audit" value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}
