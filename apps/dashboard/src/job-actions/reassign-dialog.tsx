import type { Job } from "@fieldline/domain/job";
import { useState } from "react";
import { ActionDialog } from "./action-dialog.tsx";
import { type NewOwner, NewOwnerFields } from "./new-owner-fields.tsx";
import { useJobActions } from "./use-job-actions.ts";
import { useWantedReason } from "./wanted-reason.tsx";

function consequenceOf({ status, attempt, assigneeName }: Job): string {
  if (status !== "running" && status !== "paused")
    return "Nothing of it has begun: it keeps waiting, for whom you choose.";
  return `Attempt ${attempt} ends where it is: ${assigneeName ?? "its agent"} is told to stop, and what it reports from now on is not taken. Attempt ${attempt + 1} begins anew with whom you choose.`;
}

/** Gives a job to another agent or device, or to a queue. */
export function ReassignDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const { reason, field, ask } = useWantedReason();
  const [owner, setOwner] = useState<NewOwner>();
  const [isAsked, setIsAsked] = useState(false);
  const { reassign } = useJobActions();
  const mayQueue = job.kind === "task";
  const give = () => {
    setIsAsked(true);
    if (!ask() || !owner) return;
    const to = "queue" in owner ? { queue: owner.queue } : { deviceId: owner.deviceId };
    reassign.mutate({ id: job.id, ...to, reason }, { onSuccess: onClose });
  };
  return (
    <ActionDialog
      title={`Give ${job.name} to another?`}
      consequence={consequenceOf(job)}
      confirm={reassign.isPending ? "Giving…" : owner ? `Give to ${owner.name}` : "Give it"}
      isBusy={reassign.isPending}
      error={reassign.error}
      onClose={onClose}
      onConfirm={give}
    >
      <NewOwnerFields
        mayQueue={mayQueue}
        owner={owner}
        error={isAsked && !owner ? `Choose who is to have it${mayQueue ? "" : " from the list"}.` : undefined}
        onChange={setOwner}
      />
      {field}
    </ActionDialog>
  );
}
