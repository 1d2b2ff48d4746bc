import type { CodeEditorProps } from "../editor/code-editor.tsx";

/** Stands for the editor where there is no layout: a plain field that says what is wrong with its text. */
export function LazyCodeEditor({ label, value, isReadOnly, onChange }: CodeEditorProps) {
  return (
    <textarea
      aria-label={label}
      value={value}
      readOnly={isReadOnly}
      onChange={(event) => onChange?.(event.target.value)}
    />
  );
}
