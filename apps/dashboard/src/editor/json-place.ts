import { syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";

type SyntaxNode = ReturnType<typeof syntaxTree>["topNode"];

const VALUES = new Set(["Object", "Array", "String", "Number", "True", "False", "Null"]);

/** The values directly within a node: an array's elements, or the one value of a property or of the text. */
const valuesOf = (node: SyntaxNode): SyntaxNode[] => {
  const values: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) if (VALUES.has(child.name)) values.push(child);
  return values;
};

const textOf = (state: EditorState, node: SyntaxNode): string => state.doc.sliceString(node.from, node.to);

/** A property's name without its quotes. */
export function nameOf(state: EditorState, property: SyntaxNode): string {
  const name = property.getChild("PropertyName");
  if (!name) return "";
  try {
    return JSON.parse(textOf(state, name)) as string;
  } catch {
    return textOf(state, name).replace(/^"|"$/g, "");
  }
}

function childAt(state: EditorState, node: SyntaxNode, key: string): SyntaxNode | undefined {
  if (node.name === "Array") return valuesOf(node)[Number(key)];
  if (node.name !== "Object") return undefined;
  return node.getChildren("Property").find((property) => nameOf(state, property) === key);
}

/** Where the text says what is at a path, such as `steps.0.action.name`; where that is missing, what it is missing from. */
export function rangeOfPath(state: EditorState, path: string): { from: number; to: number } {
  const top = syntaxTree(state).topNode;
  let node: SyntaxNode | undefined = valuesOf(top)[0];
  if (!node) return { from: 0, to: state.doc.length };
  let shown = node;
  for (const key of path === "" ? [] : path.split(".")) {
    const child: SyntaxNode | undefined = node && childAt(state, node, key);
    if (!child) break;
    shown = child;
    node = child.name === "Property" ? valuesOf(child)[0] : child;
  }
  const marked = shown.name === "Property" ? (shown.getChild("PropertyName") ?? shown) : shown;
  const value = shown.name === "Property" ? valuesOf(shown)[0] : shown;
  const isLeaf = value !== undefined && value.name !== "Object" && value.name !== "Array";
  if (isLeaf) return { from: value.from, to: value.to };
  return { from: marked.from, to: marked === shown ? Math.min(shown.from + 1, shown.to) : marked.to };
}

export interface JsonPlace {
  /** Property names and indexes from the top to the object or value that is edited. */
  path: string[];
  /** Whether a name or a value is written here. */
  writes: "name" | "value";
  /** What is written so far, to be replaced. */
  from: number;
  to: number;
  /** The names that the object has already. */
  siblings: string[];
  /** The texts of each object on the way, from the top to the one that holds it; empty for a list. */
  texts: Record<string, string>[];
}

/** How an object or a property is reached from the top, with the texts of what is passed through. */
function wayTo(state: EditorState, node: SyntaxNode): Pick<JsonPlace, "path" | "texts"> {
  const path: string[] = [];
  const texts: Record<string, string>[] = [];
  for (let at: SyntaxNode | null = node; at; at = at.parent) {
    if (at.name === "Property") path.unshift(nameOf(state, at));
    else if (at.name === "Object") texts.unshift(textsIn(state, at));
    else if (at.name === "Array") texts.unshift({});
    if (at.parent?.name !== "Array" || !VALUES.has(at.name)) continue;
    const { from } = at;
    path.unshift(String(valuesOf(at.parent).findIndex((each) => each.from === from)));
  }
  return { path, texts };
}

/** What is being written at a place of a JSON text that may not be whole yet; undefined where nothing can be offered. */
export function placeAt(state: EditorState, position: number): JsonPlace | undefined {
  const inner = syntaxTree(state).resolveInner(position, -1);
  const around = /^(?:⚠|[{}[\],:])$/.test(inner.name) ? inner.parent : inner;
  if (!around) return undefined;
  const isWord = around.name === "PropertyName" || around.name === "String";
  const [from, to] = isWord ? [around.from, Math.max(around.to, position)] : [wordStart(state, position), position];
  const property = around.name === "Property" ? around : around.parent?.name === "Property" ? around.parent : undefined;
  const object = around.name === "Object" ? around : (property?.parent ?? undefined);
  const isName = around.name === "PropertyName" || around.name === "Object";
  if (isName && object) {
    const siblings = object
      .getChildren("Property")
      .filter((each) => !(each.from <= position && position <= each.to))
      .map((each) => nameOf(state, each));
    return { ...wayTo(state, object), writes: "name", from, to, siblings };
  }
  if (property) return { ...wayTo(state, property), writes: "value", from, to, siblings: [] };
  return undefined;
}

function wordStart(state: EditorState, position: number): number {
  const line = state.doc.lineAt(position);
  const word = /["\w]*$/.exec(line.text.slice(0, position - line.from));
  return position - (word?.[0].length ?? 0);
}

/** The texts that an object's properties have, by name. */
function textsIn(state: EditorState, object: SyntaxNode): Record<string, string> {
  return Object.fromEntries(
    object.getChildren("Property").flatMap((property) => {
      const value = property.getChild("String");
      if (!value) return [];
      return [[nameOf(state, property), textOf(state, value).replace(/^"|"$/g, "")]];
    }),
  );
}
