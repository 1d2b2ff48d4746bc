import type { Job } from "@fieldline/domain/job";
import { Suspense } from "react";
import {
  CancelDialog,
  DeleteDialog,
  ForceCompleteDialog,
  ReassignDialog,
  ResubmitDialog,
  RetryDialog,
} from "./lazy-dialogs.tsx";

/** What is asked before it is done. */
export type JobQuestion = keyof typeof DIALOGS | "delete";

const DIALOGS = {
  cancel: CancelDialog,
  retry: RetryDialog,
  resubmit: ResubmitDialog,
  reassign: ReassignDialog,
  forceComplete: ForceCompleteDialog,
};

interface JobQuestionDialogProps {
  question: JobQuestion;
  job: Job;
  onClose: () => void;
  onDeleted?: () => void;
}

/** Asks what was chosen, in a dialog that is loaded then. */
export function JobQuestionDialog({ question, job, onClose, onDeleted }: JobQuestionDialogProps) {
  if (question === "delete")
    return (
      <Suspense>
        <DeleteDialog job={job} onClose={onClose} {...(onDeleted && { onDeleted })} />
      </Suspense>
    );
  const Dialog = DIALOGS[question];
  return (
    <Suspense>
      <Dialog job={job} onClose={onClose} />
    </Suspense>
  );
}
