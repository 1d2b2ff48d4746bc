import { documentJsonSchema } from "@fieldline/domain/document-schema";
import { useCallback, useId, useMemo } from "react";
import type { JsonSchema } from "../../editor/json-schema.ts";
import { LazyCodeEditor } from "../../editor/lazy-code-editor.tsx";
import { documentIssues } from "./read-template.ts";
import type { TemplateFormState } from "./use-template-form.ts";

const SCHEMA = documentJsonSchema as unknown as JsonSchema;

/** The job document in an editor that knows its form; what is wrong is marked where it is, and listed beneath. */
export function DocumentField({
  form: { draft, reading, change },
  isReadOnly,
}: {
  form: TemplateFormState;
  isReadOnly: boolean;
}) {
  const id = useId();
  const { variables } = reading;
  const check = useCallback((text: string) => documentIssues(text, variables), [variables]);
  const issues = useMemo(() => check(draft.document), [check, draft.document]);
  return (
    <div className="p-3.5">
      <LazyCodeEditor
        label="Job document"
        language="json"
        value={draft.document}
        isReadOnly={isReadOnly}
        check={check}
        schema={SCHEMA}
        onChange={(document) => change({ document })}
      />
      <div id={id} role="status" className="mt-2 min-h-5 text-[12.5px]">
        {issues.length === 0 ? (
          <p className="text-muted">The document is complete. Ctrl+Space offers what fits.</p>
        ) : (
          <ul className="grid gap-0.5 text-bad">
            {issues.slice(0, 6).map(({ path, message }) => (
              <li key={`${path} ${message}`} className="wrap-anywhere">
                {path && <span className="font-mono">{path}: </span>}
                {message}
              </li>
            ))}
            {issues.length > 6 && <li>and {issues.length - 6} more</li>}
          </ul>
        )}
      </div>
    </div>
  );
}
