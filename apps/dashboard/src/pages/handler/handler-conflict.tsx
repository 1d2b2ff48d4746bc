import { ChangedMeanwhile } from "../../versions/changed-meanwhile.tsx";
import { draftOfHandler } from "./handler-draft.ts";
import type { HandlerFormState } from "./use-handler-form.ts";

/** Somebody else has saved the handler first. A script is told only to be another. */
export function HandlerConflict({ form }: { form: HandlerFormState }) {
  const { theirs, draft, base } = form;
  if (!theirs) return null;
  const other = draftOfHandler(theirs);
  const last = theirs.versions.toSorted((a, b) => b.version - a.version)[0];
  const changed = (content: string) => (content === base.content ? "as it was" : "changed");
  const differences = [
    { field: "Description", theirs: other.description || "–", mine: draft.description || "–" },
    { field: "Run by", theirs: other.interpreter, mine: draft.interpreter },
  ].filter((each) => each.theirs !== each.mine);
  return (
    <ChangedMeanwhile
      who={last?.createdBy.name}
      at={theirs.updatedAt}
      differences={
        other.content === draft.content
          ? differences
          : [...differences, { field: "Script", theirs: changed(other.content), mine: changed(draft.content) }]
      }
      isSaving={form.isSaving}
      onTakeTheirs={form.takeTheirs}
      onSaveMine={form.saveOverTheirs}
    />
  );
}
