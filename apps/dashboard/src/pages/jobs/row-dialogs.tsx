import type { Job } from "@fieldline/domain/job";
import { createContext, type ReactNode, useContext, useState } from "react";
import { focusAfterDialog } from "../../components/focus-after-dialog.ts";
import { type JobQuestion, JobQuestionDialog } from "../../job-actions/job-question.tsx";

type Ask = (question: JobQuestion, job: Job) => void;

const AskContext = createContext<Ask>(() => {});

/** Asks something about the job of a row. */
export function useRowQuestion(): Ask {
  return useContext(AskContext);
}

/** Keeps a question open although the row that asked it may scroll away or change. */
export function RowDialogsProvider({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<{ question: JobQuestion; job: Job }>();
  const [ask] = useState<Ask>(() => (question: JobQuestion, job: Job) => setAsked({ question, job }));
  const close = () => {
    setAsked(undefined);
    focusAfterDialog(asked && `[data-row="${asked.job.id}"]`);
  };
  return (
    <AskContext value={ask}>
      {children}
      {asked && <JobQuestionDialog question={asked.question} job={asked.job} onClose={close} />}
    </AskContext>
  );
}
