import { z } from "zod";
import type { DocumentIssue } from "../command/document-issue.ts";
import type { Json } from "../job/job.ts";
import { CheckEffort } from "./check-effort.ts";
import type { InputSchema, SchemaType, TextFormat } from "./input-schema.ts";
import { takenWords, typesOf } from "./taken-words.ts";

/** Longer texts are not searched for a pattern. */
const MAX_SEARCHED_LENGTH = 4_096;
/** Faults that are told of one value, and how long each may be: an answer is for reading. */
const MOST_TOLD = 100;
const MESSAGE_LENGTH = 500;
const NAME_LENGTH = 100;
/** What a look at one part of a value costs, in steps of a pattern. */
const LOOK_STEPS = 10;

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
  const effort = new CheckEffort();
  const tell = (path: string, message: string, isMissing?: true) => {
    const told = message.length > MESSAGE_LENGTH ? `${message.slice(0, MESSAGE_LENGTH - 1)}…` : message;
    issues.push({ path, message: told, ...(isMissing && { isMissing }) });
  };
  const isToTell = () => issues.length < MOST_TOLD;
  const checked = check(schema, value, {
    path: root,
    effort,
    tell: (path, words, isMissing) => isToTell() && tell(path, words(), isMissing),
  });
  const tooMuch =
    "It takes too long to hold this against its schema. Give less of it, or have the schema made simpler.";
  return { value: checked, issues: effort.isSpent ? [{ path: root, message: tooMuch }] : issues };
}

interface Place {
  path: string;
  effort: CheckEffort;
  /** The words are made only where they are told. */
  tell: (path: string, words: () => string, isMissing?: true) => void;
}
const within = (place: Place, key: string | number): Place => ({ ...place, path: pathTo(place, key) });
const pathTo = ({ path }: Place, key: string | number) => `${path}.${String(key).slice(0, NAME_LENGTH)}`;

function check(schema: InputSchema, value: Json, place: Place): Json {
  const { effort } = place;
  if (!effort.spend(LOOK_STEPS)) return value;
  const types = typesOf(schema);
  const isOfType = !types || types.some((type) => isOf(type, value));
  if (!isOfType || !isAmong(schema, value, effort) || !fits(schema, value, effort)) {
    place.tell(place.path, () => `Give ${takenWords(schema)}.`);
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

function isAmong(schema: InputSchema, value: Json, effort: CheckEffort): boolean {
  if (schema.const !== undefined && effort.textOf(schema.const) !== effort.textOf(value)) return false;
  return !schema.enum || effort.isAmong(schema.enum, value);
}

function fits(schema: InputSchema, value: Json, effort: CheckEffort): boolean {
  if (typeof value === "string") return fitsText(schema, value, effort);
  if (typeof value === "number") return fitsNumber(schema, value);
  return !Array.isArray(value) || isBetween(value.length, schema.minItems, schema.maxItems);
}

function isBetween(size: number, least = 0, most = Number.POSITIVE_INFINITY): boolean {
  return size >= least && size <= most;
}

function fitsText(schema: InputSchema, text: string, effort: CheckEffort): boolean {
  const { minLength, maxLength, pattern, format } = schema;
  effort.spend(text.length);
  if (!isBetween([...text].length, minLength, maxLength)) return false;
  if (format !== undefined && !FORMATS[format].safeParse(text).success) return false;
  return pattern === undefined || (text.length <= MAX_SEARCHED_LENGTH && effort.finds(pattern, text));
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
  if (anyOf && !anyOf.some((each) => doesFit(each, value, place)))
    place.tell(place.path, () => `Give ${anyOf.map(takenWords).join(", or ")}.`);
  if (oneOf && oneOf.filter((each) => doesFit(each, value, place)).length !== 1)
    place.tell(place.path, () => `Exactly one of these must fit: ${oneOf.map(takenWords).join(", or ")}.`);
}

function doesFit(schema: InputSchema, value: Json, { path, effort }: Place): boolean {
  let isFitting = true;
  check(schema, value, {
    path,
    effort,
    tell: () => {
      isFitting = false;
    },
  });
  return isFitting;
}

function checkList({ items, uniqueItems }: InputSchema, list: Json[], place: Place): Json {
  const seen = new Set<string>();
  for (const [at, each] of uniqueItems ? list.entries() : []) {
    const text = place.effort.textOf(each);
    if (seen.has(text)) place.tell(pathTo(place, at), () => "This entry is in the list already.");
    seen.add(text);
  }
  return items ? list.map((each, at) => check(items, each, within(place, at))) : list;
}

function checkFields(schema: InputSchema, fields: Fields, place: Place): Json {
  const { properties = {}, required = [], additionalProperties: further = true } = schema;
  const checked = new Map<string, Json>();
  for (const [name, each] of Object.entries(fields)) {
    const known = Object.hasOwn(properties, name) ? properties[name] : further;
    if (known === false) place.tell(pathTo(place, name), () => unknownWords(Object.keys(properties)));
    checked.set(name, typeof known === "object" ? check(known, each, within(place, name)) : each);
  }
  for (const [name, { default: otherwise }] of Object.entries(properties))
    if (otherwise !== undefined && !checked.has(name)) checked.set(name, otherwise);
  for (const name of new Set(required))
    if (!checked.has(name)) {
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
      const words = () => (known ? `It is required: give ${takenWords(known)}.` : "It is required.");
      place.tell(pathTo(place, name), words, true);
    }
  return Object.fromEntries(checked);
}

function unknownWords(names: string[]): string {
  return names.length > 0 ? `There is no such field. There are ${names.join(", ")}.` : "There is no such field.";
}
