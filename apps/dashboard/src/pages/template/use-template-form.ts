import { errorOf } from "@fieldline/client/errors";
import type { Template } from "@fieldline/domain/template";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTRPC, useTRPCClient } from "../../api/trpc.ts";
import { notify } from "../../toasts/notify.ts";
import { useEdit } from "../../versions/use-edit.ts";
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
  const fields = Object.fromEntries(
    told.map(({ path, message }) => [path.replace(/^spec\.document.*$/, "document"), message]),
  );
  return { fields, rest: told.length > 0 ? undefined : message };
}

function contentOf({ document, variables, defaults }: TemplateReading) {
  return { spec: { document: document ?? {} }, variables, defaults };
}

/** A template's form: a new one, or what is typed over a stored one and saved over that version alone. */
export function useTemplateForm(stored: TemplateDetail | undefined) {
  const api = useTRPC();
  const client = useTRPCClient();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  const shown = useMemo(() => (stored ? draftOfTemplate(stored) : EMPTY_TEMPLATE), [stored]);
  const edit = useEdit(shown, stored?.version ?? 0);
  const reading = useMemo(() => readTemplate(edit.draft), [edit.draft]);
  const [isTried, setIsTried] = useState(false);
  const [refused, setRefused] = useState(NONE);
  const [theirs, setTheirs] = useState<TemplateDetail>();
  const [isSaved, setIsSaved] = useState(false);
  const [failedAt, setFailedAt] = useState(0);
  useEffect(() => {
    if (failedAt > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [failedAt]);

  const save = useMutation({
    mutationFn: (expectedVersion: number): Promise<Template> => {
      const { slug, name, category, description } = edit.draft;
      const common = { name: name.trim(), ...contentOf(reading) };
      if (!stored)
        return client.templates.create.mutate({
          ...common,
          slug,
          kind: "command",
          ...(category.trim() && { category: category.trim() }),
          ...(description.trim() && { description: description.trim() }),
        });
      return client.templates.update.mutate({
        ...common,
        id: stored.id,
        expectedVersion,
        category: category.trim() || null,
        description: description.trim() || null,
      });
    },
  });

  const settle = () => {
    setIsTried(false);
    setRefused(NONE);
    setTheirs(undefined);
  };
  const saved = async (template: Template) => {
    settle();
    setIsSaved(true);
    await cache.invalidateQueries({ queryKey: api.templates.pathKey() });
    edit.forget();
    setIsSaved(false);
    notify({ tone: "success", title: `${template.name} saved`, description: `Version ${template.version}` });
    if (!stored)
      void navigate({ to: "/templates/$slug", params: { slug: template.slug }, replace: true, ignoreBlocker: true });
  };
  const refuse = async (error: unknown) => {
    if (stored && errorOf(error).reason === "VERSION_MISMATCH") {
      const newer = await client.templates.get.query({ id: stored.id }).catch(() => undefined);
      if (newer) return setTheirs(newer);
    }
    setRefused(refusalOf(error));
    setFailedAt((count) => count + 1);
  };
  const saveOver = (expectedVersion: number) => {
    if (save.isPending) return;
    setIsTried(true);
    setRefused(NONE);
    if (Object.keys(reading.errors).length > 0) return setFailedAt((count) => count + 1);
    save.mutate(expectedVersion, { onSuccess: saved, onError: refuse });
  };

  return {
    form,
    ...edit,
    /** Nothing is lost by leaving while what was saved is read again. */
    isUnsaved: edit.isDirty && !isSaved,
    reading,
    errors: { ...refused.fields, ...(isTried && reading.errors) },
    failure: refused.rest,
    theirs,
    isSaving: save.isPending,
    change: (part: Parameters<typeof edit.change>[0]) => {
      setRefused(NONE);
      edit.change(part);
    },
    undo: () => {
      edit.forget();
      settle();
    },
    save: () => saveOver(edit.version),
    takeTheirs: () => {
      void cache.invalidateQueries({ queryKey: api.templates.pathKey() });
      edit.forget();
      settle();
    },
    saveOverTheirs: () => theirs && saveOver(theirs.version),
  };
}

export type TemplateFormState = ReturnType<typeof useTemplateForm>;
