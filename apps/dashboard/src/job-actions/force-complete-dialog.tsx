import type { Job } from "@fieldline/domain/job";
import { useState } from "react";
import { TextInput } from "../components/text-input.tsx";
import { ActionDialog } from "./action-dialog.tsx";
import { readResult } from "./read-result.ts";
import { useJobActions } from "./use-job-actions.ts";
import { useWantedReason } from "./wanted-reason.tsx";

/** Lets an administrator say that a task is done, with a result where there is one. */
export function ForceCompleteDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const { reason, field, ask } = useWantedReason();
  const [text, setText] = useState("");
  const [issue, setIssue] = useState<string>();
  const { forceComplete } = useJobActions();
  const agent = job.status === "running" || job.status === "paused" ? job.assigneeName : null;
  const stops = job.kind === "probe" ? "It measures no more." : "Nobody will do it.";
  const complete = () => {
    const read = readResult(text);
    setIssue(read.issue);
    if (!ask() || read.issue) return;
    forceComplete.mutate(
      { id: job.id, reason, ...(read.result !== undefined && { result: read.result }) },
      { onSuccess: onClose },
    );
  };
  return (
    <ActionDialog
      title={`Complete ${job.name} by hand?`}
      consequence={`It counts as completed at once, and what waits for it goes on. ${agent ? `${agent} is told to stop, and what it reports from now on is not taken.` : stops}`}
      confirm={forceComplete.isPending ? "Completing…" : "Complete it"}
      isBusy={forceComplete.isPending}
      error={forceComplete.error}
      onClose={onClose}
      onConfirm={complete}
    >
      {field}
      <TextInput
        label="Result"
        optional
        isMono
        rows={5}
        hint="As JSON: a number, a text in quotes, a list or an object."
        placeholder='{"stored": 42}'
        value={text}
        error={issue}
        onChange={setText}
        className="mt-3.5"
      />
    </ActionDialog>
  );
}
