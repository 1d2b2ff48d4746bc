import type { Job } from "@fieldline/domain/job";
import { ActionDialog } from "./action-dialog.tsx";
import { useJobActions } from "./use-job-actions.ts";
import { useWantedReason } from "./wanted-reason.tsx";

/** Runs a job again that is over, however it ended. */
export function ResubmitDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const { reason, field, ask } = useWantedReason();
  const { resubmit } = useJobActions();
  const where = job.queue ? `waits in ${job.queue}` : `goes to ${job.assigneeName ?? "the same device"}`;
  const last = job.status === "completed" ? "It completed once: it will do the same work again. " : "";
  return (
    <ActionDialog
      title={`Run ${job.name} again?`}
      consequence={`${last}Attempt ${job.attempt + 1} ${where}, as it was asked for the first time. Earlier attempts stay to be read.`}
      confirm={resubmit.isPending ? "Resubmitting…" : "Resubmit"}
      isBusy={resubmit.isPending}
      error={resubmit.error}
      onClose={onClose}
      onConfirm={() => ask() && resubmit.mutate({ id: job.id, reason }, { onSuccess: onClose })}
    >
      {field}
    </ActionDialog>
  );
}
