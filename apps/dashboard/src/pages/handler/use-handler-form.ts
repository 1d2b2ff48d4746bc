import { errorOf } from "@fieldline/client/errors";
import type { Handler } from "@fieldline/domain/template";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTRPC, useTRPCClient } from "../../api/trpc.ts";
import { notify } from "../../toasts/notify.ts";
import { useEdit } from "../../versions/use-edit.ts";
import { useSave } from "../../versions/use-save.ts";
import type { HandlerDetail } from "./handler-detail.ts";
import { draftOfHandler, EMPTY_HANDLER, type HandlerDraft, handlerErrors } from "./handler-draft.ts";

type Errors = Record<string, string>;
const NONE: Errors = {};

/** A handler's form: a new one, or what is typed over a stored one and saved over that version alone. */
export function useHandlerForm(stored: HandlerDetail | undefined) {
  const api = useTRPC();
  const client = useTRPCClient();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const shown = useMemo(() => (stored ? draftOfHandler(stored) : EMPTY_HANDLER), [stored]);
  const edit = useEdit(shown, stored?.version ?? 0);
  const { draft } = edit;
  const wrong = handlerErrors(draft);
  const saving = useSave({
    edit,
    isNew: !stored,
    isWrong: Object.keys(wrong).length > 0,
    none: NONE,
    send: (expectedVersion: number): Promise<Handler> => {
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
    readTheirs: (): Promise<HandlerDetail> => client.handlers.get.query({ id: stored?.id ?? "" }),
    refusalOf,
    readAgain: () => cache.invalidateQueries({ queryKey: api.handlers.pathKey() }),
    onSaved: ({ name, version }) => {
      notify({ tone: "success", title: `${name} saved`, description: `Version ${version}` });
      if (!stored) void navigate({ to: "/handlers/$name", params: { name }, replace: true, ignoreBlocker: true });
    },
  });
  return {
    ...saving,
    ...edit,
    isUnsaved: edit.isDirty && !saving.isSaved,
    errors: { ...saving.refused, ...(saving.isTried && wrong) } as Errors,
    change: (part: Partial<HandlerDraft>) => {
      saving.forgetRefusal();
      edit.change(part);
    },
  };
}

/** What the server refuses, each at its field; what is of none stands under `rest`. */
function refusalOf(error: unknown): Errors {
  const { message, issues } = errorOf(error);
  return issues.length > 0 ? Object.fromEntries(issues.map((issue) => [issue.path, issue.message])) : { rest: message };
}

export type HandlerFormState = ReturnType<typeof useHandlerForm>;
