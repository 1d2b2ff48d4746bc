import { z } from "zod";
import type { DocumentIssue } from "../command/document-issue.ts";
import type { Json } from "../job/job.ts";
import type { InputSchema, SchemaType, TextFormat } from "./input-schema.ts";
import { searchPattern } from "./search-pattern.ts";
import { takenWords, typesOf } from "./taken-words.ts";

/** Longer texts are not searched for a pattern. */
const MAX_SEARCHED_LENGTH = 4_096;

export interface InputIssue extends DocumentIssue {
  /** It is not there at all. */
  isMissing?: true;
}
type Fields = Record<string, Json>;

/**
 * A value with its schema's defaults where it says nothing, and what is wrong with it: the path of each fault from
 * `root` on, and what would be taken.
 */
export function checkInput(schema: InputSchema, value: Json, root = "input"): { value: Json; issues: InputIssue[] } {
  const issues: InputIssue[] = [];
  const checked = check(schema, value, { path: root, tell: (issue) => issues.push(issue) });
  return { value: checked, issues };
}

interface Place {
  path: string;
  tell: (issue: InputIssue) => void;
}
const within = ({ path, tell }: Place, key: string | number): Place => ({ path: `${path}.${key}`, tell });

function check(schema: InputSchema, value: Json, place: Place): Json {
  const types = typesOf(schema);
  const isRight = (!types || types.some((type) => isOf(type, value))) && isAmong(schema, value) && fits(schema, value);
  if (!isRight) {
    place.tell({ path: place.path, message: `Give ${takenWords(schema)}.` });
    return value;
  }
  checkAlternatives(schema, value, place);
  if (Array.isArray(value)) return checkList(schema, value, place);
  if (value !== null && typeof value === "object") return checkFields(schema, value as Fields, place);
  return value;
}

function isOf(type: SchemaType, value: Json): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return value !== null && typeof value === "object" && !Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}

function isAmong(schema: InputSchema, value: Json): boolean {
  if (schema.const !== undefined && !isSame(schema.const, value)) return false;
  return !schema.enum || schema.enum.some((each) => isSame(each, value));
}

function fits(schema: InputSchema, value: Json): boolean {
  if (typeof value === "string") return fitsText(schema, value);
  if (typeof value === "number") return fitsNumber(schema, value);
  return !Array.isArray(value) || isBetween(value.length, schema.minItems, schema.maxItems);
}

function isBetween(size: number, least = 0, most = Number.POSITIVE_INFINITY): boolean {
  return size >= least && size <= most;
}

function fitsText({ minLength, maxLength, pattern, format }: InputSchema, text: string): boolean {
  if (!isBetween([...text].length, minLength, maxLength)) return false;
  if (format !== undefined && !FORMATS[format].safeParse(text).success) return false;
  if (pattern === undefined) return true;
  const compiled = searchPattern(pattern);
  return compiled.ok && text.length <= MAX_SEARCHED_LENGTH && compiled.matches(text);
}

const FORMATS: Record<TextFormat, z.ZodType> = {
  date: z.iso.date(),
  time: z.iso.time(),
  "date-time": z.iso.datetime({ offset: true }),
  email: z.email(),
  uri: z.url(),
  uuid: z.guid(),
  ipv4: z.ipv4(),
  ipv6: z.ipv6(),
};

function fitsNumber(schema: InputSchema, value: number): boolean {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = schema;
  const isInRange = value >= minimum && value <= maximum && value > exclusiveMinimum && value < exclusiveMaximum;
  return isInRange && (schema.multipleOf === undefined || isMultiple(value, schema.multipleOf));
}

/** 0.3 is in steps of 0.1, whatever their quotient is in binary. */
function isMultiple(value: number, step: number): boolean {
  const quotient = value / step;
  return Math.abs(quotient - Math.round(quotient)) <= 1e-9 * Math.max(1, Math.abs(quotient));
}

function checkAlternatives({ allOf = [], anyOf, oneOf }: InputSchema, value: Json, place: Place): void {
  for (const each of allOf) check(each, value, place);
  const fitting = (schemas: InputSchema[]) =>
    schemas.filter((each) => checkInput(each, value).issues.length === 0).length;
  const { path } = place;
  if (anyOf && fitting(anyOf) === 0) place.tell({ path, message: `Give ${anyOf.map(takenWords).join(", or ")}.` });
  if (oneOf && fitting(oneOf) !== 1)
    place.tell({ path, message: `Exactly one of these must fit: ${oneOf.map(takenWords).join(", or ")}.` });
}

function checkList({ items, uniqueItems }: InputSchema, list: Json[], place: Place): Json {
  const seen = new Set<string>();
  for (const [at, each] of uniqueItems ? list.entries() : []) {
    const text = canonical(each);
    if (seen.has(text)) place.tell({ path: within(place, at).path, message: "This entry is in the list already." });
    seen.add(text);
  }
  return items ? list.map((each, at) => check(items, each, within(place, at))) : list;
}

function checkFields(schema: InputSchema, fields: Fields, place: Place): Json {
  const { properties = {}, required = [], additionalProperties: further = true } = schema;
  const checked = new Map<string, Json>();
  for (const [name, each] of Object.entries(fields)) {
    const known = Object.hasOwn(properties, name) ? properties[name] : further;
    if (known === false) place.tell({ path: within(place, name).path, message: unknownWords(Object.keys(properties)) });
    checked.set(name, typeof known === "object" ? check(known, each, within(place, name)) : each);
  }
  for (const [name, { default: otherwise }] of Object.entries(properties))
    if (otherwise !== undefined && !checked.has(name)) checked.set(name, otherwise);
  for (const name of new Set(required))
    if (!checked.has(name)) {
      const message = properties[name] ? `It is required: give ${takenWords(properties[name])}.` : "It is required.";
      place.tell({ path: within(place, name).path, message, isMissing: true });
    }
  return Object.fromEntries(checked);
}

function unknownWords(names: string[]): string {
  return names.length > 0 ? `There is no such field. There are ${names.join(", ")}.` : "There is no such field.";
}

function isSame(a: Json, b: Json): boolean {
  return a === b || (typeof a === "object" && typeof b === "object" && canonical(a) === canonical(b));
}

/** The same text for what JSON Schema calls equal: the order of an object's fields says nothing. */
function canonical(value: Json): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const entries = Object.entries(value as Fields).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join()}}`;
}
