import type { Job } from "@fieldline/domain/job";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Button, buttonClass } from "../../components/button.tsx";
import { focusAfterDialog } from "../../components/focus-after-dialog.ts";
import { Kbd } from "../../components/kbd.tsx";
import { isFinalError } from "../../job-actions/final-error.ts";
import { useJobControls } from "../../job-actions/job-controls.ts";
import { type JobQuestion, JobQuestionDialog } from "../../job-actions/job-question.tsx";
import { useJobActions } from "../../job-actions/use-job-actions.ts";
import { useCan } from "../../session/use-me.ts";
import { useShortcut } from "../../shortcuts/use-shortcut.ts";
import { ExportMenu } from "./export-menu.tsx";
import { MoreActions } from "./more-actions.tsx";
import { ShareButton } from "./share-button.tsx";

/** What can be done with the job in its present status, each with its key. */
export function JobButtons({ job }: { job: Job }) {
  const navigate = useNavigate();
  const can = useCan();
  const { pause, resume } = useJobActions();
  const [question, setQuestion] = useState<JobQuestion>();
  const controls = useJobControls()(job);
  const { canPause, canResume, canCancel, canDelete, canRetry } = controls;
  const turn = canPause ? pause : resume;
  const isTurning = pause.isPending || resume.isPending;
  const toggle = () => !isTurning && turn.mutate({ id: job.id });
  useShortcut("p", canPause ? `Pause the ${job.kind}` : `Resume the ${job.kind}`, toggle, {
    enabled: canPause || canResume,
  });
  useShortcut("r", `Retry the ${job.kind}`, () => setQuestion("retry"), { enabled: canRetry });
  useShortcut("c", `Cancel the ${job.kind}`, () => setQuestion("cancel"), { enabled: canCancel });
  const needsOther = isFinalError(job) && can("jobs.create");
  const close = () => {
    setQuestion(undefined);
    focusAfterDialog();
  };
  return (
    <div className="flex flex-wrap gap-2">
      {job.kind === "probe" && <ShareButton job={job} />}
      <ExportMenu job={job} />
      {can("jobs.create") && job.kind === "probe" && (
        <Link to="/jobs/new" search={{ from: job.id }} className={buttonClass(canDelete ? "primary" : "plain")}>
          Run again
        </Link>
      )}
      {(canPause || canResume) && (
        <Button onClick={toggle} aria-disabled={isTurning}>
          {canPause ? "Pause" : "Resume"} <Kbd>p</Kbd>
        </Button>
      )}
      {canCancel && (
        <Button tone="danger" onClick={() => setQuestion("cancel")}>
          Cancel <Kbd>c</Kbd>
        </Button>
      )}
      {canRetry && (
        <Button tone={isFinalError(job) ? "plain" : "primary"} onClick={() => setQuestion("retry")}>
          Retry <Kbd>r</Kbd>
        </Button>
      )}
      {needsOther && (
        <Link to="/jobs/new-task" search={{ like: job.id }} className={buttonClass("primary")}>
          New task like this
        </Link>
      )}
      {canDelete && (
        <Button tone="danger" onClick={() => setQuestion("delete")}>
          Delete
        </Button>
      )}
      <MoreActions job={job} controls={controls} canMakeLike={!needsOther} onAsk={setQuestion} />
      {question && (
        <JobQuestionDialog
          question={question}
          job={job}
          onClose={close}
          onDeleted={() => void navigate({ to: "/jobs" })}
        />
      )}
    </div>
  );
}
