import type { Job } from "@fieldline/domain/job";
import { useState } from "react";
import { ReasonField } from "../components/reason-field.tsx";
import { ActionDialog } from "./action-dialog.tsx";
import { useJobActions } from "./use-job-actions.ts";

function consequenceOf({ kind, attempt, assigneeName, queue }: Job): string {
  if (kind !== "task")
    return `Attempt ${attempt + 1} starts from the first step, on ${assigneeName ?? "the same device"}, with the same document. What attempt ${attempt} wrote stays.`;
  const where = queue ? `waits in ${queue} for the next agent` : `goes to ${assigneeName ?? "its agent"}`;
  return `Attempt ${attempt + 1} ${where}, with the same input. What attempt ${attempt} left stays to be read.`;
}

/** Starts another attempt of what failed. */
export function RetryDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const { retry } = useJobActions();
  return (
    <ActionDialog
      title={`Retry ${job.name}?`}
      consequence={consequenceOf(job)}
      confirm={retry.isPending ? "Retrying…" : "Retry"}
      isBusy={retry.isPending}
      error={retry.error}
      onClose={onClose}
      onConfirm={() =>
        retry.mutate({ id: job.id, ...(reason.trim() && { reason: reason.trim() }) }, { onSuccess: onClose })
      }
    >
      <ReasonField keptIn="log and audit" value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
