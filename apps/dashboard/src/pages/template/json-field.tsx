import { useId, useMemo } from "react";
import type { JsonSchema } from "../../editor/json-schema.ts";
import { LazyCodeEditor } from "../../editor/lazy-code-editor.tsx";
import type { TextIssue } from "../../editor/lint-document.ts";

interface JsonFieldProps {
  label: string;
  value: string;
  isReadOnly: boolean;
  check: (text: string) => readonly TextIssue[];
  /** Said where nothing is wrong. */
  whenRight: string;
  schema?: JsonSchema;
  /** Whether its name stands above it. */
  hasLabel?: boolean;
  className?: string;
  onChange: (text: string) => void;
}

/** JSON in an editor; what is wrong is marked where it is, and listed beneath. */
export function JsonField({ label, check, whenRight, hasLabel = false, onChange, ...editor }: JsonFieldProps) {
  const id = useId();
  const issues = useMemo(() => check(editor.value), [check, editor.value]);
  return (
    <div className="min-w-0">
      {hasLabel && <p className="mb-1 font-medium">{label}</p>}
      <LazyCodeEditor label={label} language="json" check={check} onChange={onChange} {...editor} />
      <div id={id} role="status" className="mt-2 min-h-5 text-[12.5px]">
        {issues.length === 0 ? (
          <p className="text-muted">{whenRight}</p>
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
