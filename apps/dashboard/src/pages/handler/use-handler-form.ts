import { errorOf } from "@fieldline/client/errors";
import type { Handler } from "@fieldline/domain/template";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTRPC, useTRPCClient } from "../../api/trpc.ts";
import { notify } from "../../toasts/notify.ts";
import { useEdit } from "../../versions/use-edit.ts";
import type { HandlerDetail } from "./handler-detail.ts";
import { draftOfHandler, EMPTY_HANDLER, type HandlerDraft, handlerErrors } from "./handler-draft.ts";

type Errors = Record<string, string>;

/** A handler's form: a new one, or what is typed over a stored one and saved over that version alone. */
export function useHandlerForm(stored: HandlerDetail | undefined) {
  const api = useTRPC();
  const client = useTRPCClient();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  const shown = useMemo(() => (stored ? draftOfHandler(stored) : EMPTY_HANDLER), [stored]);
  const edit = useEdit(shown, stored?.version ?? 0);
  const { draft } = edit;
  const wrong = handlerErrors(draft);
  const [isTried, setIsTried] = useState(false);
  const [refused, setRefused] = useState<Errors>({});
  const [theirs, setTheirs] = useState<HandlerDetail>();
  const [isSaved, setIsSaved] = useState(false);
  const [failedAt, setFailedAt] = useState(0);
  useEffect(() => {
    if (failedAt > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [failedAt]);

  const save = useMutation({
    mutationFn: (expectedVersion: number): Promise<Handler> => {
      const { name, interpreter, content } = draft;
      const description = draft.description.trim();
      return stored
        ? client.handlers.update.mutate({
            id: stored.id,
            expectedVersion,
            interpreter,
            content,
            description: description || null,
          })
        : client.handlers.create.mutate({ name, interpreter, content, ...(description && { description }) });
    },
  });
  const settle = () => {
    setIsTried(false);
    setRefused({});
    setTheirs(undefined);
  };
  const saved = async (handler: Handler) => {
    settle();
    setIsSaved(true);
    await cache.invalidateQueries({ queryKey: api.handlers.pathKey() });
    edit.forget();
    setIsSaved(false);
    notify({ tone: "success", title: `${handler.name} saved`, description: `Version ${handler.version}` });
    if (!stored)
      void navigate({ to: "/handlers/$name", params: { name: handler.name }, replace: true, ignoreBlocker: true });
  };
  const refuse = async (error: unknown) => {
    const { reason, message, issues } = errorOf(error);
    if (stored && reason === "VERSION_MISMATCH") {
      const newer = await client.handlers.get.query({ id: stored.id }).catch(() => undefined);
      if (newer) return setTheirs(newer);
    }
    setRefused(
      issues.length > 0 ? Object.fromEntries(issues.map((issue) => [issue.path, issue.message])) : { rest: message },
    );
    setFailedAt((count) => count + 1);
  };
  const saveOver = (expectedVersion: number) => {
    if (save.isPending) return;
    setIsTried(true);
    setRefused({});
    if (Object.keys(wrong).length > 0) return setFailedAt((count) => count + 1);
    save.mutate(expectedVersion, { onSuccess: saved, onError: refuse });
  };
  return {
    form,
    ...edit,
    isUnsaved: edit.isDirty && !isSaved,
    errors: { ...refused, ...(isTried && wrong) } as Errors,
    theirs,
    isSaving: save.isPending,
    change: (part: Partial<HandlerDraft>) => {
      setRefused({});
      edit.change(part);
    },
    undo: () => {
      edit.forget();
      settle();
    },
    save: () => saveOver(edit.version),
    takeTheirs: () => {
      void cache.invalidateQueries({ queryKey: api.handlers.pathKey() });
      edit.forget();
      settle();
    },
    saveOverTheirs: () => theirs && saveOver(theirs.version),
  };
}

export type HandlerFormState = ReturnType<typeof useHandlerForm>;
