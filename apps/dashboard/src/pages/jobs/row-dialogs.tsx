import type { Job } from "@fieldline/domain/job";
import { createContext, type ReactNode, Suspense, useContext, useMemo, useState } from "react";
import { focusAfterDialog } from "../../components/focus-after-dialog.ts";
import { CancelDialog, DeleteDialog } from "../../job-actions/lazy-dialogs.tsx";

interface RowDialogs {
  askCancel: (job: Job) => void;
  askDelete: (job: Job) => void;
}

const RowDialogsContext = createContext<RowDialogs>({ askCancel: () => {}, askDelete: () => {} });

export function useRowDialogs(): RowDialogs {
  return useContext(RowDialogsContext);
}

type Question = { about: "cancel" | "delete"; job: Job };

/** Keeps a question open although the row that asked it may scroll away or change. */
export function RowDialogsProvider({ children }: { children: ReactNode }) {
  const [question, setQuestion] = useState<Question>();
  const dialogs = useMemo<RowDialogs>(
    () => ({
      askCancel: (job) => setQuestion({ about: "cancel", job }),
      askDelete: (job) => setQuestion({ about: "delete", job }),
    }),
    [],
  );
  const close = () => {
    setQuestion(undefined);
    focusAfterDialog(question && `[data-row="${question.job.id}"]`);
  };
  return (
    <RowDialogsContext value={dialogs}>
      {children}
      <Suspense>
        {question?.about === "cancel" && <CancelDialog job={question.job} onClose={close} />}
        {question?.about === "delete" && <DeleteDialog job={question.job} onClose={close} />}
      </Suspense>
    </RowDialogsContext>
  );
}
