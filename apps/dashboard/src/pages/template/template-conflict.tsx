import { ChangedMeanwhile } from "../../versions/changed-meanwhile.tsx";
import type { Difference } from "../../versions/difference-table.tsx";
import { draftOfTemplate, type TemplateDraft } from "./template-draft.ts";
import type { TemplateFormState } from "./use-template-form.ts";

const NAMES: Partial<Record<keyof TemplateDraft, string>> = {
  name: "Name",
  category: "Category",
  description: "Description",
  timeout: "Timeout",
  queueTtl: "Waits at most",
  attempts: "Attempts",
  priority: "Priority",
};

/** Where theirs and mine are not the same; a document is told only to be another. */
function differencesOf(theirs: TemplateDraft, mine: TemplateDraft, base: TemplateDraft): Difference[] {
  const texts = Object.entries(NAMES).flatMap(([field, name]) => {
    const [a, b] = [theirs[field as "name"], mine[field as "name"]];
    return a === b ? [] : [{ field: name, theirs: a || "–", mine: b || "–" }];
  });
  const changed = (isChanged: boolean) => (isChanged ? "changed" : "as it was");
  const whole = (["document", "variables"] as const).flatMap((field) => {
    const [a, b, was] = [theirs, mine, base].map((each) => JSON.stringify(each[field]));
    if (a === b) return [];
    return [
      { field: field === "document" ? "Document" : "Variables", theirs: changed(a !== was), mine: changed(b !== was) },
    ];
  });
  return [...texts, ...whole];
}

/** Somebody else has saved the template first. */
export function TemplateConflict({ form }: { form: TemplateFormState }) {
  const { theirs, draft, base } = form;
  if (!theirs) return null;
  const last = theirs.versions.toSorted((a, b) => b.version - a.version)[0];
  return (
    <ChangedMeanwhile
      who={last?.createdBy.name}
      at={theirs.updatedAt}
      differences={differencesOf(draftOfTemplate(theirs), draft, base)}
      isSaving={form.isSaving}
      onTakeTheirs={form.takeTheirs}
      onSaveMine={form.saveOverTheirs}
    />
  );
}
