import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useEffectEvent, useRef } from "react";
import { editorParts } from "./editor-parts.ts";
import type { JsonSchema } from "./json-schema.ts";
import type { TextIssue } from "./lint-document.ts";

export interface CodeEditorProps {
  label: string;
  value: string;
  language: "json" | "text";
  isReadOnly?: boolean;
  /** What is wrong with a text; it is marked where it is. */
  check?: (text: string) => readonly TextIssue[];
  schema?: JsonSchema;
  onChange?: (text: string) => void;
}

/** A text in an editor for code. Tab leaves it, as it leaves any field. */
export function CodeEditor({ label, value, language, isReadOnly = false, check, schema, onChange }: CodeEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const changed = useEffectEvent((text: string) => text !== value && onChange?.(text));
  const checked = useEffectEvent((text: string) => check?.(text) ?? []);
  const start = useEffectEvent(() => value);
  const hasCheck = check !== undefined;
  useEffect(() => {
    if (!place.current) return;
    const made = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: start(),
        extensions: editorParts({
          label,
          language,
          isReadOnly,
          check: hasCheck ? (text) => checked(text) : undefined,
          schema,
          onChange: (text) => changed(text),
        }),
      }),
    });
    view.current = made;
    return () => made.destroy();
  }, [label, language, isReadOnly, hasCheck, schema]);
  useEffect(() => {
    const held = view.current?.state.doc;
    if (held && held.toString() !== value)
      view.current?.dispatch({ changes: { from: 0, to: held.length, insert: value } });
  }, [value]);
  return <div ref={place} className="h-full min-h-0" />;
}
