import { errorOf } from "@fieldline/client/errors";
import type { Job } from "@fieldline/domain/job";
import { ConfirmDialog } from "../components/confirm-dialog.tsx";
import { useJobActions } from "./use-job-actions.ts";

interface DeleteDialogProps {
  job: Job;
  onClose: () => void;
  onDeleted?: () => void;
}

/** Asks before a job that has ended is deleted. */
export function DeleteDialog({ job, onClose, onDeleted }: DeleteDialogProps) {
  const { remove } = useJobActions();
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${job.name}?`}
      consequence="The job, its samples and its log are removed for good and for everyone. The audit entries stay."
      confirm={remove.isPending ? "Deleting…" : "Delete the job"}
      dismiss="Keep it"
      isBusy={remove.isPending}
      failure={remove.error ? errorOf(remove.error).message : undefined}
      onConfirm={() =>
        remove.mutate(
          { id: job.id },
          {
            onSuccess: () => {
              onClose();
              onDeleted?.();
            },
          },
        )
      }
    />
  );
}
