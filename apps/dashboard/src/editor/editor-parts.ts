import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json, jsonLanguage } from "@codemirror/lang-json";
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { linter, lintGutter, lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  MatchDecorator,
  ViewPlugin,
} from "@codemirror/view";
import { colourJson } from "./colour-json.ts";
import { completeJson } from "./complete-json.ts";
import { editorLook } from "./editor-look.ts";
import type { JsonSchema } from "./json-schema.ts";
import { diagnosticsOf, type TextIssue } from "./lint-document.ts";

const placeholders = new MatchDecorator({
  regexp: /\{\{\s*[A-Za-z_]\w*\s*\}\}/g,
  decoration: Decoration.mark({ class: "cm-variable" }),
});
const markVariables = ViewPlugin.define(
  (view) => ({
    decorations: placeholders.createDeco(view),
    update(change) {
      this.decorations = placeholders.updateDeco(change, this.decorations);
    },
  }),
  { decorations: ({ decorations }) => decorations },
);

const common: Extension = [
  lineNumbers(),
  history(),
  drawSelection(),
  bracketMatching(),
  closeBrackets(),
  indentOnInput(),
  indentUnit.of("  "),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  highlightSelectionMatches(),
  editorLook,
  markVariables,
  keymap.of([
    ...closeBracketsKeymap,
    ...defaultKeymap,
    ...searchKeymap,
    ...historyKeymap,
    ...foldKeymap,
    ...completionKeymap,
    ...lintKeymap,
  ]),
];

export interface EditorParts {
  label: string;
  language: "json" | "text";
  isReadOnly: boolean;
  check: ((text: string) => readonly TextIssue[]) | undefined;
  schema: JsonSchema | undefined;
  onChange: (text: string) => void;
}

/** What an editor is made of. */
export function editorParts({ label, language, isReadOnly, check, schema, onChange }: EditorParts): Extension {
  return [
    common,
    EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0", spellcheck: "false", autocapitalize: "off" }),
    EditorView.updateListener.of(({ docChanged, state }) => docChanged && onChange(state.doc.toString())),
    EditorView.lineWrapping,
    language === "json" ? [json(), colourJson, foldGutter()] : [],
    isReadOnly ? [EditorState.readOnly.of(true)] : autocompletion(),
    schema && !isReadOnly ? jsonLanguage.data.of({ autocomplete: completeJson(schema) }) : [],
    check ? [lintGutter(), linter(({ state }) => diagnosticsOf(state, check(state.doc.toString())))] : [],
  ];
}
