import { errorOf } from "@fieldline/client/errors";
import type { CommandTemplate } from "@fieldline/domain/template";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { fillTemplate, toldValues } from "../../commands/fill-template.ts";
import { notify } from "../../toasts/notify.ts";
import { checkDraft, errorsOf, type FieldErrors } from "./draft-input.ts";
import type { NewRolloutSearch } from "./new-rollout-search.ts";
import { type RolloutDraft, startDraft } from "./rollout-draft.ts";

const NO_ERRORS: FieldErrors = {};

/** The form's state: what is typed, what is wrong with it, and starting it once. */
export function useRolloutForm(search: NewRolloutSearch, template: CommandTemplate | undefined) {
  const api = useTRPC();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(() => startDraft(search));
  const [isTouched, setIsTouched] = useState(false);
  const [isSubmitted, setIsSubmitted] = useState(false);
  const [isConfirming, setIsConfirming] = useState(false);
  const [refused, setRefused] = useState<{ errors: FieldErrors; words: string | undefined }>();
  const [failedAt, setFailedAt] = useState(0);
  const create = useMutation(api.rollouts.create.mutationOptions());

  const filled = template && fillTemplate(template.spec.document, template.variables, draft.variables);
  const told = template ? toldValues(template.variables, draft.variables) : {};
  const checked = checkDraft(draft, template?.id, told);
  const ownErrors = isSubmitted && !checked.ok ? checked.errors : NO_ERRORS;
  const errors = { ...refused?.errors, ...ownErrors };
  const variableErrors = { ...variablesIn(errors), ...(isSubmitted && filled?.errors) };

  useEffect(() => {
    if (failedAt > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true], [data-refused]")?.focus();
  }, [failedAt]);

  const change = (part: Partial<RolloutDraft>) => {
    setDraft((old) => ({ ...old, ...part }));
    setRefused(undefined);
    setIsTouched(true);
  };
  /** Asks to confirm, where all is well. */
  const review = () => {
    setIsSubmitted(true);
    if (checked.ok && filled?.document) setIsConfirming(true);
    else setFailedAt((count) => count + 1);
  };
  const start = () => {
    if (!checked.ok || create.isPending) return;
    create.mutate(checked.input, {
      onSuccess: (rollout) => {
        setIsTouched(false);
        void cache.invalidateQueries({ queryKey: api.rollouts.list.pathKey() });
        notify({ tone: "success", title: `${rollout.name} has started` });
        void navigate({ to: "/rollouts/$rolloutId", params: { rolloutId: rollout.id }, ignoreBlocker: true });
      },
      onError: (error) => {
        const { message, issues } = errorOf(error);
        setIsConfirming(false);
        setRefused({ errors: errorsOf(issues), words: issues.length === 0 ? message : undefined });
        setFailedAt((count) => count + 1);
      },
    });
  };
  return {
    form,
    draft,
    change,
    filled,
    checked,
    errors,
    variableErrors,
    failure: refused?.words,
    isTouched,
    isStarting: create.isPending,
    isConfirming,
    review,
    start,
    dismiss: () => setIsConfirming(false),
  };
}

function variablesIn(errors: FieldErrors): FieldErrors {
  const entries = Object.entries(errors).filter(([path]) => path.startsWith("variables."));
  return Object.fromEntries(entries.map(([path, words]) => [path.slice("variables.".length), words]));
}
