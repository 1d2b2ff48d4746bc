import { syntaxTree } from "@codemirror/language";
import { RangeSetBuilder } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, ViewPlugin } from "@codemirror/view";

const LOOKS: Record<string, string> = {
  PropertyName: "cm-json-name",
  String: "cm-json-text",
  Number: "cm-json-value",
  True: "cm-json-value",
  False: "cm-json-value",
  Null: "cm-json-value",
};
const MARKS = new Map(Object.entries(LOOKS).map(([name, look]) => [name, Decoration.mark({ class: look })]));

function marksIn(view: EditorView): DecorationSet {
  const marks = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges)
    syntaxTree(view.state).iterate({
      from,
      to,
      enter(node) {
        const mark = MARKS.get(node.name);
        if (mark) marks.add(node.from, node.to, mark);
      },
    });
  return marks.finish();
}

/** Tells names, texts and other values of a JSON text apart, in the product's tokens. */
export const colourJson = ViewPlugin.define(
  (view) => ({
    decorations: marksIn(view),
    update(change) {
      const isParsedOn = syntaxTree(change.state) !== syntaxTree(change.startState);
      if (change.docChanged || change.viewportChanged || isParsedOn) this.decorations = marksIn(change.view);
    },
  }),
  { decorations: ({ decorations }) => decorations },
);
