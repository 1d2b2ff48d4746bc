import { documentJsonSchema } from "@fieldline/domain/document-schema";
import { useCallback } from "react";
import type { JsonSchema } from "../../editor/json-schema.ts";
import { JsonField } from "./json-field.tsx";
import { documentIssues } from "./json-issues.ts";
import type { TemplateFormState } from "./use-template-form.ts";

const SCHEMA = documentJsonSchema as unknown as JsonSchema;

/** The job document in an editor that knows its form. */
export function DocumentField({
  form: { draft, reading, change },
  isReadOnly,
}: {
  form: TemplateFormState;
  isReadOnly: boolean;
}) {
  const { variables } = reading;
  const check = useCallback((text: string) => documentIssues(text, variables), [variables]);
  return (
    <div className="p-3.5">
      <JsonField
        label="Job document"
        value={draft.document}
        isReadOnly={isReadOnly}
        check={check}
        schema={SCHEMA}
        whenRight="The document is complete. Ctrl+Space offers what fits."
        onChange={(document) => change({ document })}
      />
    </div>
  );
}
