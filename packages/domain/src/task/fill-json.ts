import { PLACEHOLDER } from "../command/placeholders.ts";
import type { Json } from "../job/job.ts";
import type { InputSchema } from "./input-schema.ts";
import { typesOf } from "./taken-words.ts";

type Values = Readonly<Record<string, string>>;

const ALONE = /^\{\{([A-Za-z_][A-Za-z0-9_]{0,63})\}\}$/;
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * JSON with the variables put into its texts. A text that is one placeholder alone becomes what its schema takes
 * instead of texts, a number or true or false; where its value is empty, it is left out.
 */
export function fillJson(value: Json, schema: InputSchema, values: Values): Json {
  return fill(value, schema, values) ?? null;
}

function fill(value: Json, schema: InputSchema, values: Values): Json | undefined {
  if (typeof value === "string") return fillText(value, schema, values);
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value))
    return value.flatMap((each: Json) => {
      const filled = fill(each, schema.items ?? {}, values);
      return filled === undefined ? [] : [filled];
    });
  const entries = Object.entries(value as Record<string, Json>).flatMap(([name, each]) => {
    const filled = fill(each, schema.properties?.[name] ?? {}, values);
    return filled === undefined ? [] : [[name, filled] as const];
  });
  return Object.fromEntries(entries);
}

function fillText(text: string, schema: InputSchema, values: Values): Json | undefined {
  const filled = text.replace(PLACEHOLDER, (place, name: string) => values[name] ?? place);
  const types = typesOf(schema);
  if (!ALONE.test(text) || !types || types.includes("string")) return filled;
  if (filled === "") return undefined;
  if (types.includes("boolean") && (filled === "true" || filled === "false")) return filled === "true";
  const isNumber = types.includes("number") || types.includes("integer");
  return isNumber && JSON_NUMBER.test(filled) ? Number(filled) : filled;
}
