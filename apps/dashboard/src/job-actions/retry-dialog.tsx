import { errorOf } from "@fieldline/client/errors";
import type { Job } from "@fieldline/domain/job";
import { useState } from "react";
import { Button } from "../components/button.tsx";
import { Modal } from "../components/modal.tsx";
import { ReasonField } from "../components/reason-field.tsx";
import { useJobActions } from "./use-job-actions.ts";

/** Starts another attempt of a command that failed. */
export function RetryDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const { retry } = useJobActions();
  const failure = retry.error && errorOf(retry.error);
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Retry ${job.name}?`}
      description={`Attempt ${job.attempt + 1} starts from the first step, on ${job.assigneeName ?? "the same device"}, with the same document. What attempt ${job.attempt} wrote stays.`}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (retry.isPending) return;
          retry.mutate({ id: job.id, ...(reason.trim() && { reason: reason.trim() }) }, { onSuccess: onClose });
        }}
      >
        <ReasonField keptIn="log and audit" value={reason} onChange={setReason} />
        {failure && (
          <p role="alert" className="mt-3 text-bad">
            {failure.message}
          </p>
        )}
        <div className="mt-5 flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Leave it</Button>
          <Button type="submit" tone="primary" disabled={retry.isPending}>
            {retry.isPending ? "Retrying…" : "Retry"}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
