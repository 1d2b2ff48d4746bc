import { Card } from "../../components/card.tsx";
import { JsonField } from "../template/json-field.tsx";
import { readJson } from "../template/json-issues.ts";
import { errorAt, underOf } from "./draft-input.ts";
import { SchemaForm } from "./schema-form.tsx";
import type { TaskForm } from "./use-task-form.ts";

const issuesOf = (text: string) => {
  const read = readJson(text);
  return read.ok ? [] : read.issues;
};

/** What the agent's handler is given: a form where the template has a schema, else JSON. */
export function InputCard({ form: { draft, errors, template, change } }: { form: TaskForm }) {
  const ofTemplate = draft.way === "template" ? template : undefined;
  const schema = ofTemplate?.spec.inputSchema;
  const rest = Object.keys(draft.rest);
  return (
    <Card title="Input">
      <div className="grid gap-3 p-3.5">
        {schema && ofTemplate ? (
          <SchemaForm
            schema={schema}
            texts={draft.fields}
            errors={errors}
            under={underOf(ofTemplate, draft)}
            onChange={(fields) => change({ fields })}
          />
        ) : (
          <JsonField
            label="Input as JSON"
            value={draft.inputText}
            isReadOnly={false}
            check={issuesOf}
            className="h-40"
            whenRight={
              ofTemplate
                ? "Laid over the input that the template gives."
                : "Leave it empty where the handler needs none."
            }
            onChange={(inputText) => change({ inputText })}
          />
        )}
        {rest.length > 0 && (
          <p className="text-[12.5px] text-muted">
            {new Intl.ListFormat("en").format(rest)} of the other task {rest.length === 1 ? "goes" : "go"} along as{" "}
            {rest.length === 1 ? "it is" : "they are"}.
          </p>
        )}
        {errors.input && (
          <p role="alert" data-refused tabIndex={-1} className="text-[12.5px] text-bad">
            {errors.input}
          </p>
        )}
        {!schema && !errors.input && errorAt(errors, "input") && (
          <p role="alert" data-refused tabIndex={-1} className="text-[12.5px] text-bad">
            {errorAt(errors, "input")}
          </p>
        )}
      </div>
    </Card>
  );
}
