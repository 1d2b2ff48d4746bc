import { TextInput } from "../../components/text-input.tsx";
import { wordsOf } from "./draft-input.ts";
import type { TaskForm } from "./use-task-form.ts";

/** What is to be done, and by what a person tells that it is; a template's words stand where nothing is typed. */
export function WorkFields({ form: { draft, errors, template, change } }: { form: TaskForm }) {
  const spec = draft.way === "template" ? template?.spec : undefined;
  return (
    <div className="grid gap-4">
      <TextInput
        label="Name"
        optional
        value={draft.name}
        error={errors.name}
        maxLength={200}
        placeholder={template && spec ? template.name : draft.type || "What it is called in lists"}
        onChange={(name) => change({ name })}
      />
      <TextInput
        label="What is to be done"
        optional
        rows={3}
        value={draft.description}
        error={errors.description}
        maxLength={4_000}
        placeholder={template && wordsOf(spec?.description, template, draft)}
        onChange={(description) => change({ description })}
      />
      <TextInput
        label="Acceptance criteria"
        optional
        hint="By what a person tells that it is done."
        rows={3}
        value={draft.criteria}
        error={errors.acceptanceCriteria}
        maxLength={4_000}
        placeholder={template && wordsOf(spec?.acceptanceCriteria, template, draft)}
        onChange={(criteria) => change({ criteria })}
      />
    </div>
  );
}
