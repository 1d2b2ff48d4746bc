import type { Completion, CompletionContext, CompletionResult, CompletionSource } from "@codemirror/autocomplete";
import { placeAt } from "./json-place.ts";
import { branchesOf, fitting, type JsonSchema, schemasAt } from "./json-schema.ts";

/** What a new property starts with, by the type of its value; the bar is where the cursor goes. */
function startOf(root: JsonSchema, schema: JsonSchema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const kind = [branchesOf(root, schema).find(({ type }) => type !== undefined)?.type].flat()[0];
  if (kind === "string") return '""';
  if (kind === "array") return "[]";
  return kind === "object" ? "{}" : "";
}

function names(root: JsonSchema, schemas: readonly JsonSchema[], siblings: readonly string[]): Completion[] {
  const options = new Map<string, Completion>();
  for (const { properties = {}, required = [] } of schemas)
    for (const [name, schema] of Object.entries(properties)) {
      if (typeof schema !== "object" || schema.not || siblings.includes(name) || options.has(name)) continue;
      const start = startOf(root, schema);
      const isRequired = required.includes(name);
      options.set(name, {
        label: name,
        type: "property",
        ...(isRequired && { detail: "required" }),
        ...(schema.description && { info: schema.description }),
        boost: isRequired ? 10 : 0,
        apply(view, _, from, to) {
          const hasColon = /^\s*:/.test(view.state.sliceDoc(to, to + 20));
          const insert = hasColon ? `"${name}"` : `"${name}": ${start}`;
          const back = !hasColon && start.length === 2 ? 1 : 0;
          view.dispatch({
            changes: { from, to, insert },
            selection: { anchor: from + insert.length - back },
            userEvent: "input.complete",
          });
        },
      });
    }
  return [...options.values()];
}

function values(schemas: readonly JsonSchema[]): Completion[] {
  const options = new Set<string>();
  for (const { enum: some = [], const: only, type } of schemas) {
    for (const value of only === undefined ? some : [only]) options.add(JSON.stringify(value));
    if (type === "boolean") for (const value of ["true", "false"]) options.add(value);
  }
  const isTextOfAnother = (text: string) => text.startsWith('"') && options.has(text.slice(1, -1));
  return [...options].filter((text) => !isTextOfAnother(text)).map((label) => ({ label, type: "constant" }));
}

/** What is written now does not say which branch holds. */
function withoutOwn(texts: readonly Record<string, string>[], key: string): Record<string, string>[] {
  return texts.map((each, depth) => {
    const { [key]: own, ...others } = each;
    return depth === texts.length - 1 ? others : each;
  });
}

/** Offers what the schema knows at the cursor: names that an object lacks, and values that a field may have. */
export function completeJson(root: JsonSchema): CompletionSource {
  return ({ state, pos, explicit }: CompletionContext): CompletionResult | null => {
    const place = placeAt(state, pos);
    if (!place || (place.from === place.to && !explicit)) return null;
    const { path, writes, from, to, siblings, texts } = place;
    const options =
      writes === "name"
        ? names(root, fitting(schemasAt(root, path, texts), texts[path.length] ?? {}, siblings), siblings)
        : values(schemasAt(root, path, withoutOwn(texts, path.at(-1) ?? "")));
    return options.length > 0 ? { from, to, options, filter: false } : null;
  };
}
