import { errorOf } from "@fieldline/client/errors";
import type { TaskTemplate } from "@fieldline/domain/template";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { notify } from "../../toasts/notify.ts";
import { createSubmissionKeys } from "../new-probe/submission-key.ts";
import { readTask, type TaskErrors } from "./draft-input.ts";
import type { TaskDraft } from "./task-draft.ts";

interface Refusal {
  errors: TaskErrors;
  words: string | undefined;
}
const NONE: Refusal = { errors: {}, words: undefined };

/** The form's state: what is typed, what is wrong with it, and sending it once. */
export function useTaskForm(start: TaskDraft, template: TaskTemplate | undefined) {
  const api = useTRPC();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(start);
  const [isTouched, setIsTouched] = useState(false);
  const [isSubmitted, setIsSubmitted] = useState(false);
  const [refused, setRefused] = useState(NONE);
  const [keyOf] = useState(createSubmissionKeys);
  const [failedAt, setFailedAt] = useState(0);
  const create = useMutation(api.jobs.create.mutationOptions());
  const read = useMemo(() => readTask(draft, template), [draft, template]);
  const errors: TaskErrors = isSubmitted ? { ...refused.errors, ...read.errors } : refused.errors;

  useEffect(() => {
    if (failedAt > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true], [data-refused]")?.focus();
  }, [failedAt]);

  const change = (part: Partial<TaskDraft>) => {
    setDraft((old) => ({ ...old, ...part }));
    setRefused(NONE);
    setIsTouched(true);
  };
  const submit = () => {
    if (create.isPending) return;
    setIsSubmitted(true);
    if (Object.keys(read.errors).length > 0) return setFailedAt((count) => count + 1);
    create.mutate(
      { ...read.input, idempotencyKey: keyOf(read.input) },
      {
        onSuccess: (job) => {
          setIsTouched(false);
          void cache.invalidateQueries({ queryKey: api.jobs.list.pathKey() });
          void cache.invalidateQueries({ queryKey: api.jobs.stats.queryKey() });
          notify({ tone: "success", title: `${job.name} is made` });
          void navigate({ to: "/jobs/$jobId", params: { jobId: job.id }, ignoreBlocker: true });
        },
        onError: (error) => {
          const { message, issues } = errorOf(error);
          const told = Object.fromEntries(issues.map(({ path, message: words }) => [path, words]));
          setRefused({ errors: told, words: issues.length === 0 ? message : undefined });
          setFailedAt((count) => count + 1);
        },
      },
    );
  };
  return {
    form,
    draft,
    template,
    errors,
    /** What is wrong and has no field of its own on the page. */
    failure: refused.words,
    isTouched: isTouched && !create.isPending,
    isSending: create.isPending,
    change,
    submit,
  };
}

export type TaskForm = ReturnType<typeof useTaskForm>;
