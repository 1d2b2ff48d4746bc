import type { Json } from "@fieldline/domain/job";
import { readJson } from "../template/json-issues.ts";
import type { InputField } from "./schema-fields.ts";

type Fields = Record<string, Json>;
type Texts = Readonly<Record<string, string>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The input that the form's texts give: what was left empty is left out, and stands for what the template has. */
export function inputOfTexts(
  fields: readonly InputField[],
  texts: Texts,
  under: Json = null,
): { input: Fields; faults: Texts } {
  const input: Fields = {};
  const faults: Record<string, string> = {};
  for (const field of fields) {
    const read = valueOfText(field, texts[field.key] ?? "", valueAt(under, field.path) ?? field.otherwise);
    if (!read.ok) faults[`input.${field.key}`] = read.message;
    else if (read.value !== undefined) put(input, field.path, read.value);
  }
  return { input, faults };
}

/** The texts of an input that is there, and what of it no field asks for. */
export function textsOfInput(
  fields: readonly InputField[],
  input: Json,
): { texts: Record<string, string>; rest: Fields } {
  if (!isObject(input)) return { texts: {}, rest: {} };
  const texts = fields.flatMap((field) => {
    const value = valueAt(input, field.path);
    return value === undefined ? [] : [[field.key, textOf(field, value)] as const];
  });
  const asked = new Set(fields.map(({ path }) => path[0]));
  const rest = Object.entries(input).filter(([name]) => !asked.has(name));
  return { texts: Object.fromEntries(texts), rest: Object.fromEntries(rest) };
}

type Read = { ok: true; value: Json | undefined } | { ok: false; message: string };
const right = (value: Json | undefined): Read => ({ ok: true, value });

/** What stands at a place of an input. */
export function valueAt(input: Json, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((at, name) => (isObject(at) ? at[name] : undefined), input);
}

function valueOfText({ kind, isRequired }: InputField, text: string, otherwise: Json | undefined): Read {
  // An untouched box that must be there is not ticked.
  if (kind === "flag" && text === "") return right(isRequired && otherwise === undefined ? false : undefined);
  if (text.trim() === "") return right(undefined);
  if (kind === "flag") return right(text === "true");
  if (kind === "number") return right(Number.isFinite(Number(text)) ? Number(text) : text);
  if (kind === "dateTime") return right(Number.isNaN(Date.parse(text)) ? text : new Date(text).toISOString());
  if (kind === "texts")
    return right(
      text
        .split("\n")
        .map((line) => line.trim())
        .filter(Boolean),
    );
  if (kind !== "json" && kind !== "choice") return right(text);
  const read = readJson(text);
  return read.ok ? right(read.value) : { ok: false, message: read.issues[0]?.message ?? "" };
}

function textOf({ kind }: InputField, value: Json): string {
  if (kind === "choice" || kind === "json") return JSON.stringify(value, null, kind === "json" ? 2 : undefined);
  if (kind === "texts" && Array.isArray(value)) return value.join("\n");
  if (kind === "dateTime" && typeof value === "string") return localMinute(Date.parse(value));
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function put(input: Fields, [name = "", ...deeper]: readonly string[], value: Json): void {
  if (deeper.length === 0) return void Object.defineProperty(input, name, { value, enumerable: true, writable: true });
  const inner = isObject(input[name]) ? input[name] : {};
  put(inner, deeper, value);
  input[name] = inner;
}

/** A moment as the browser's field for dates and times writes it, in the reader's zone. */
export function localMinute(at: number): string {
  if (Number.isNaN(at)) return "";
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
