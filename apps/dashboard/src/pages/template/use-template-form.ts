import { errorOf } from "@fieldline/client/errors";
import type { Template } from "@fieldline/domain/template";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTRPC, useTRPCClient } from "../../api/trpc.ts";
import { notify } from "../../toasts/notify.ts";
import { useEdit } from "../../versions/use-edit.ts";
import { useSave } from "../../versions/use-save.ts";
import { FIELD_OF } from "./read-spec.ts";
import { readTemplate, type TemplateReading } from "./read-template.ts";
import type { TemplateDetail } from "./template-detail.ts";
import { draftOfTemplate, EMPTY_TEMPLATE } from "./template-draft.ts";

interface Refusal {
  fields: Record<string, string>;
  rest: string | undefined;
}

const NONE: Refusal = { fields: {}, rest: undefined };

/** What the server refuses, each at its field. */
function refusalOf(thrown: unknown): Refusal {
  const { message, issues, paths } = errorOf(thrown);
  const told = issues.length > 0 ? issues : paths.map((path) => ({ path, message }));
  const fields = Object.fromEntries(told.map(({ path, message }) => [fieldOf(path), message]));
  return { fields, rest: told.length > 0 ? undefined : message };
}

/** The form's field for a path of the input: what stands within JSON is told at its editor. */
function fieldOf(path: string): string {
  const [part, field = ""] = path.split(".");
  return part === "spec" ? (FIELD_OF[field] ?? field) : path;
}

function contentOf({ content, variables, defaults }: TemplateReading) {
  return { kind: content?.kind, spec: content?.spec, variables, defaults };
}

/** A template's form: a new one, or what is typed over a stored one and saved over that version alone. */
export function useTemplateForm(stored: TemplateDetail | undefined) {
  const api = useTRPC();
  const client = useTRPCClient();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const shown = useMemo(() => (stored ? draftOfTemplate(stored) : EMPTY_TEMPLATE), [stored]);
  const edit = useEdit(shown, stored?.version ?? 0);
  const reading = useMemo(() => readTemplate(edit.draft), [edit.draft]);
  const saving = useSave({
    edit,
    isNew: !stored,
    isWrong: Object.keys(reading.errors).length > 0,
    none: NONE,
    send: (expectedVersion: number): Promise<Template> => {
      const { slug, name, category, description } = edit.draft;
      const { kind, ...content } = contentOf(reading);
      const common = { name: name.trim(), ...content };
      if (!stored)
        return client.templates.create.mutate({
          ...common,
          slug,
          kind,
          ...(category.trim() && { category: category.trim() }),
          ...(description.trim() && { description: description.trim() }),
        } as never);
      return client.templates.update.mutate({
        ...common,
        id: stored.id,
        expectedVersion,
        category: category.trim() || null,
        description: description.trim() || null,
      });
    },
    readTheirs: (): Promise<TemplateDetail> => client.templates.get.query({ id: stored?.id ?? "" }),
    refusalOf,
    readAgain: () => cache.invalidateQueries({ queryKey: api.templates.pathKey() }),
    onSaved: ({ name, slug, version }) => {
      notify({ tone: "success", title: `${name} saved`, description: `Version ${version}` });
      if (!stored) void navigate({ to: "/templates/$slug", params: { slug }, replace: true, ignoreBlocker: true });
    },
  });

  return {
    ...saving,
    ...edit,
    isUnsaved: edit.isDirty && !saving.isSaved,
    reading,
    errors: { ...saving.refused.fields, ...(saving.isTried && reading.errors) },
    failure: saving.refused.rest,
    change: (part: Parameters<typeof edit.change>[0]) => {
      saving.forgetRefusal();
      edit.change(part);
    },
  };
}

export type TemplateFormState = ReturnType<typeof useTemplateForm>;
