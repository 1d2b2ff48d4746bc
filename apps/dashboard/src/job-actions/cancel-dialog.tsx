import { errorOf } from "@fieldline/client/errors";
import type { Job } from "@fieldline/domain/job";
import { formatQuantity } from "@fieldline/ui/format";
import { useState } from "react";
import { ConfirmDialog } from "../components/confirm-dialog.tsx";
import { ReasonField } from "../components/reason-field.tsx";
import { type Dependents, DependentsQuestion } from "./dependents-question.tsx";
import { useJobActions } from "./use-job-actions.ts";

interface CancelDialogProps {
  job: Job;
  onClose: () => void;
}

function consequenceOf({ kind, summary, startedAt }: Job): string {
  if (kind === "command")
    return "Its device ends the step that is under way. The log stays. A cancelled command cannot be resumed.";
  if (kind === "task")
    return `${startedAt === null ? "It does not start" : "Its agent ends it where it can"}. The log stays. A cancelled task cannot be resumed.`;
  const sent = summary?.sent ?? 0;
  const kept = sent > 0 ? `The ${formatQuantity(sent, "sample")} taken so far stay, with the log` : "The log stays";
  return `The probe stops at once. ${kept}. A cancelled job cannot be resumed; it can be run again as a new one.`;
}

/** Asks before a job is cancelled. */
export function CancelDialog({ job, onClose }: CancelDialogProps) {
  const [reason, setReason] = useState("");
  const [dependents, setDependents] = useState<Dependents>("follow");
  const { cancel } = useJobActions();
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Cancel ${job.name}?`}
      consequence={consequenceOf(job)}
      confirm={cancel.isPending ? "Cancelling…" : "Cancel the job"}
      dismiss="Keep it running"
      isBusy={cancel.isPending}
      failure={cancel.error ? errorOf(cancel.error).message : undefined}
      onConfirm={() =>
        cancel.mutate(
          {
            id: job.id,
            ...(reason.trim() && { reason: reason.trim() }),
            ...(dependents === "cancel" && { dependents }),
          },
          { onSuccess: onClose },
        )
      }
    >
      <DependentsQuestion jobId={job.id} value={dependents} onChange={setDependents} />
      <ReasonField keptIn="log and audit" value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}
