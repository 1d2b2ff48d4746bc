import type { Diagnostic } from "@codemirror/lint";
import type { EditorState } from "@codemirror/state";
import { rangeOfPath } from "./json-place.ts";

export interface TextIssue {
  /** Where in the JSON, such as `steps.0.action.name`; empty for the whole. */
  path: string;
  message: string;
}

const PLACE = /line (\d+), column (\d+)/;

/** Faults of a document, each where it is in the text. */
export function diagnosticsOf(state: EditorState, issues: readonly TextIssue[]): Diagnostic[] {
  return issues.map(({ path, message }) => ({ ...rangeOf(state, path, message), severity: "error" as const, message }));
}

/** What is no JSON has no path; its message says the line and the column. */
function rangeOf(state: EditorState, path: string, message: string): { from: number; to: number } {
  const place = path === "" ? PLACE.exec(message) : null;
  if (!place) return rangeOfPath(state, path);
  const line = state.doc.line(Math.min(Math.max(1, Number(place[1])), state.doc.lines));
  const from = Math.min(line.from + Number(place[2]) - 1, line.to);
  return { from, to: Math.min(from + 1, state.doc.length) };
}
