import { TextInput } from "../../components/text-input.tsx";
import { inputSchemaShape } from "./input-schema-shape.ts";
import { JsonField } from "./json-field.tsx";
import { readJson, schemaIssues } from "./json-issues.ts";
import type { TemplateFormState } from "./use-template-form.ts";

const inputIssues = (text: string) => {
  const read = readJson(text);
  return read.ok ? [] : read.issues;
};

interface TaskFieldsProps {
  form: TemplateFormState;
  isReadOnly: boolean;
}

/** What an agent is to do, and what a person tells that it is done. */
export function TaskFields({ form: { draft, errors, change }, isReadOnly }: TaskFieldsProps) {
  return (
    <div className="grid gap-3.5 p-3.5">
      <TextInput
        label="Type"
        hint="What an agent's handler is called."
        placeholder="sync.finance"
        value={draft.type}
        error={errors.type}
        maxLength={100}
        isMono
        isReadOnly={isReadOnly}
        onChange={(type) => change({ type })}
      />
      <TextInput
        label="What is to be done"
        optional
        rows={3}
        value={draft.work}
        error={errors.work}
        maxLength={4_000}
        isReadOnly={isReadOnly}
        onChange={(work) => change({ work })}
      />
      <TextInput
        label="Acceptance criteria"
        optional
        hint="By what a person tells that it is done."
        rows={3}
        value={draft.criteria}
        error={errors.criteria}
        maxLength={4_000}
        isReadOnly={isReadOnly}
        onChange={(criteria) => change({ criteria })}
      />
    </div>
  );
}

/** What a handler is given: what is the same for each task, and what the rest must look like. */
export function InputFields({ form: { draft, errors, change }, isReadOnly }: TaskFieldsProps) {
  return (
    <div className="grid gap-3.5 p-3.5">
      <JsonField
        label="Input schema"
        hasLabel
        value={draft.inputSchema}
        isReadOnly={isReadOnly}
        check={schemaIssues}
        schema={inputSchemaShape}
        className="h-72"
        whenRight="The form of a new task is made of it. Ctrl+Space offers what fits."
        onChange={(inputSchema) => change({ inputSchema })}
      />
      <JsonField
        label="Input of each task"
        hasLabel
        value={draft.input}
        isReadOnly={isReadOnly}
        check={inputIssues}
        className="h-40"
        whenRight="What a new task gives is laid over it. {{VARIABLES}} may stand in its texts; one alone becomes a number where the schema asks for one."
        onChange={(input) => change({ input })}
      />
      {errors.input && <p className="text-[12.5px] text-bad">{errors.input}</p>}
    </div>
  );
}

/** How many may run at once: of the template, and of each key. */
export function AtOnceFields({ form: { draft, errors, change }, isReadOnly }: TaskFieldsProps) {
  return (
    <div className="grid grid-cols-3 gap-3.5 p-3.5 max-lg:grid-cols-2 max-sm:grid-cols-1">
      <TextInput
        label="Of the template"
        optional
        hint="Tasks under way at once, in all queues."
        placeholder="No limit"
        value={draft.most}
        error={errors["defaults.maxConcurrency"]}
        isReadOnly={isReadOnly}
        onChange={(most) => change({ most })}
      />
      <TextInput
        label="Key"
        optional
        hint="Such as a customer: {{CUSTOMER}} or {{input.customer.id}}."
        placeholder="{{input.customer.id}}"
        value={draft.concurrencyKey}
        error={errors.concurrencyKey}
        maxLength={200}
        isMono
        isReadOnly={isReadOnly}
        onChange={(concurrencyKey) => change({ concurrencyKey })}
      />
      <TextInput
        label="Of one key"
        optional
        hint="First come, first served."
        placeholder="1"
        value={draft.concurrencyLimit}
        error={errors.concurrencyLimit}
        isReadOnly={isReadOnly}
        onChange={(concurrencyLimit) => change({ concurrencyLimit })}
      />
    </div>
  );
}
