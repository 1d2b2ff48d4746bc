import type { InputSchema, SchemaType, TextFormat } from "./input-schema.ts";

const TYPE_WORDS: Record<SchemaType, string> = {
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  null: "null",
};
const FORMAT_WORDS: Record<TextFormat, string> = {
  date: "a date, like 2026-03-29",
  time: "a time, like 14:30:00",
  "date-time": "a date and time with its zone, like 2026-03-29T14:30:00Z",
  email: "an e-mail address",
  uri: "an address with its scheme, like https://example.com/",
  uuid: "a UUID",
  ipv4: "an IPv4 address",
  ipv6: "an IPv6 address",
};

/** What a schema takes, in words that go on a sentence: "a whole number from 1 to 10". */
export function takenWords(schema: InputSchema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return listed(schema.enum.map((value) => JSON.stringify(value)));
  const types = typesOf(schema) ?? [];
  return types.length > 0 ? listed(types.map((type) => wordsOf(schema, type))) : "another value";
}

/** The types that a schema names; undefined where it names none. */
export function typesOf({ type }: InputSchema): SchemaType[] | undefined {
  return typeof type === "string" ? [type] : type;
}

function wordsOf(schema: InputSchema, type: SchemaType): string {
  if (type === "string") return textWords(schema);
  if (type === "number" || type === "integer") return TYPE_WORDS[type] + numberWords(schema);
  if (type === "array") return TYPE_WORDS.array + countWords(schema.minItems, schema.maxItems, ["entry", "entries"]);
  return TYPE_WORDS[type];
}

function textWords({ format, minLength, maxLength, pattern }: InputSchema): string {
  const text = format ? FORMAT_WORDS[format] : TYPE_WORDS.string;
  const length = countWords(minLength, maxLength, ["character", "characters"]);
  return text + length + (pattern === undefined ? "" : ` that matches ${pattern}`);
}

function numberWords({ minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf }: InputSchema): string {
  const [least, most] = [boundOf(minimum), boundOf(maximum)];
  const range = [
    least !== undefined && (most === undefined ? `of at least ${least}` : `from ${least}`),
    exclusiveMinimum !== undefined && `above ${exclusiveMinimum}`,
    most !== undefined && (least === undefined ? `of at most ${most}` : `to ${most}`),
    exclusiveMaximum !== undefined && `below ${exclusiveMaximum}`,
    multipleOf !== undefined && `in steps of ${multipleOf}`,
  ].filter(Boolean);
  return range.length > 0 ? ` ${range.join(" ")}` : "";
}

/** What JSON can just hold is what a schema of any whole number names: nobody means it. */
function boundOf(bound: number | undefined): number | undefined {
  return bound === undefined || Math.abs(bound) === Number.MAX_SAFE_INTEGER ? undefined : bound;
}

function countWords(least: number | undefined, most: number | undefined, [one, many]: [string, string]): string {
  const inWords = (count: number) => count.toLocaleString("en");
  const counted = (count: number) => `${inWords(count)} ${count === 1 ? one : many}`;
  if (least !== undefined && most !== undefined)
    return least === most ? ` of ${counted(most)}` : ` of ${inWords(least)} to ${inWords(most)} ${many}`;
  if (most !== undefined) return ` of at most ${counted(most)}`;
  return least === undefined || least === 0 ? "" : ` of at least ${counted(least)}`;
}

function listed(words: readonly string[]): string {
  const [last = "", ...before] = words.toReversed();
  return before.length === 0 ? last : `${before.toReversed().join(", ")} or ${last}`;
}
