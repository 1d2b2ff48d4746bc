import { errorOf } from "@fieldline/client/errors";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { notify } from "../../toasts/notify.ts";
import { checkDraft } from "./draft-input.ts";
import { errorsOfFailure, type FieldErrors, type FieldPath } from "./field-errors.ts";
import type { ProbeDraft } from "./probe-draft.ts";
import { inputOfOrigin, type ProbeOrigin } from "./probe-origin.ts";
import { createSubmissionKeys } from "./submission-key.ts";
import { useDraft } from "./use-draft.ts";

/** The form's state: what is typed, what is wrong with it, and sending it once. */
export function useProbeForm(draftKey: string, start: ProbeDraft, origin?: ProbeOrigin) {
  const api = useTRPC();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { draft, isTouched, change, startOver, forget } = useDraft(draftKey, start);
  const [left, setLeft] = useState<ReadonlySet<FieldPath>>(new Set());
  const [isSubmitted, setIsSubmitted] = useState(false);
  const [refused, setRefused] = useState<{ draft: ProbeDraft; fields: FieldErrors; rest: string[] }>();
  const [keyOf] = useState(createSubmissionKeys);
  const [failedAt, setFailedAt] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const create = useMutation(api.jobs.create.mutationOptions());

  const checked = checkDraft(draft);
  const isStillRefused = refused?.draft === draft;
  const shown = Object.entries(checked.errors ?? {}).filter(([path]) => isSubmitted || left.has(path as FieldPath));
  const errors: FieldErrors = { ...(isStillRefused && refused.fields), ...Object.fromEntries(shown) };

  useEffect(() => {
    if (failedAt > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [failedAt]);

  const submit = () => {
    if (create.isPending) return;
    setIsSubmitted(true);
    if (!checked.input) return setFailedAt((count) => count + 1);
    const input = inputOfOrigin(checked.input, origin);
    create.mutate({ ...input, idempotencyKey: keyOf(input) } as never, {
      onSuccess: (job) => {
        forget();
        cache.setQueryData(api.jobs.get.queryKey({ id: job.id }), job);
        void cache.invalidateQueries({ queryKey: api.jobs.list.pathKey() });
        void cache.invalidateQueries({ queryKey: api.jobs.stats.queryKey() });
        notify({ tone: "success", title: `${job.name} has started` });
        void navigate({ to: "/jobs/$jobId", params: { jobId: job.id } });
      },
      onError: (error) => {
        setRefused({ draft, ...errorsOfFailure(errorOf(error)) });
        setFailedAt((count) => count + 1);
      },
    });
  };

  return {
    form,
    draft,
    isTouched,
    errors,
    banner: refused?.rest ?? [],
    isSending: create.isPending,
    change,
    leave: (path: FieldPath) => setLeft((old) => new Set(old).add(path)),
    submit,
    startOver: () => {
      startOver();
      setLeft(new Set());
      setIsSubmitted(false);
      setRefused(undefined);
    },
  };
}

export type ProbeForm = ReturnType<typeof useProbeForm>;
