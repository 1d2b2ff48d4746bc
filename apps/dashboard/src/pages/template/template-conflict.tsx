import { ChangedMeanwhile } from "../../versions/changed-meanwhile.tsx";
import type { Difference } from "../../versions/difference-table.tsx";
import { draftOfTemplate, type TemplateDraft } from "./template-draft.ts";
import type { TemplateFormState } from "./use-template-form.ts";

/** Shown as they are. */
const NAMES: Partial<Record<keyof TemplateDraft, string>> = {
  name: "Name",
  category: "Category",
  description: "Description",
  type: "Type",
  work: "What is to be done",
  criteria: "Acceptance criteria",
  concurrencyKey: "Key",
  concurrencyLimit: "Of one key",
  queue: "Queue",
  lease: "Lease",
  most: "Of the template",
  timeout: "Timeout",
  queueTtl: "Waits at most",
  attempts: "Attempts",
  priority: "Priority",
};

/** Too long to be shown beside one another. */
const WHOLE: Partial<Record<keyof TemplateDraft, string>> = {
  document: "Document",
  probe: "Probe",
  input: "Input",
  inputSchema: "Input schema",
  variables: "Variables",
};

/** Where theirs and mine are not the same; a document is told only to be another. */
function differencesOf(theirs: TemplateDraft, mine: TemplateDraft, base: TemplateDraft): Difference[] {
  const texts = Object.entries(NAMES).flatMap(([field, name]) => {
    const [a, b] = [theirs[field as "name"], mine[field as "name"]];
    return a === b ? [] : [{ field: name, theirs: a || "–", mine: b || "–" }];
  });
  const changed = (isChanged: boolean) => (isChanged ? "changed" : "as it was");
  const whole = Object.entries(WHOLE).flatMap(([field, name]) => {
    const [a, b, was] = [theirs, mine, base].map((each) => JSON.stringify(each[field as "document"]));
    if (a === b) return [];
    return [{ field: name, theirs: changed(a !== was), mine: changed(b !== was) }];
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
