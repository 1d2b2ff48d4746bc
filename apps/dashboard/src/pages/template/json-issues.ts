import type { TemplateVariable } from "@fieldline/domain/document";
import { inputSchemaInput } from "@fieldline/domain/input-schema";
import type { Json } from "@fieldline/domain/job";
import { jsonFault } from "@fieldline/domain/json-fault";
import { parseJobDocument } from "@fieldline/domain/parse-document";
import { probeTemplateIssues } from "@fieldline/domain/probe-template";
import { checkTemplateDocument } from "@fieldline/domain/variables";
import type { TextIssue } from "../../editor/lint-document.ts";

type Fields = Record<string, Json>;
export type ReadJson = { ok: true; value: Json | undefined } | { ok: false; issues: TextIssue[] };

/** A text as JSON, nothing where it is empty; else where it stops being JSON. */
export function readJson(text: string): ReadJson {
  if (text.trim() === "") return { ok: true, value: undefined };
  const fault = jsonFault(text);
  if (!fault) return { ok: true, value: JSON.parse(text) as Json };
  const { line, column } = fault;
  return { ok: false, issues: [{ path: "", message: `This is not JSON: see line ${line}, column ${column}.` }] };
}

/** A text as an object of JSON; undefined where it is none. */
export function fieldsOf(text: string): Fields | undefined {
  const read = readJson(text);
  const isFields = read.ok && typeof read.value === "object" && read.value !== null && !Array.isArray(read.value);
  return isFields ? (read.value as Fields) : undefined;
}

/** What is wrong with a document's text: with the document, or with a variable that it names. */
export function documentIssues(text: string, variables: readonly TemplateVariable[]): readonly TextIssue[] {
  const parsed = parseJobDocument(text);
  if (!parsed.ok) return parsed.issues;
  const filled = checkTemplateDocument(fieldsOf(text), variables);
  return filled.ok ? [] : filled.issues;
}

/** What is wrong with the text of an input's schema. */
export function schemaIssues(text: string): readonly TextIssue[] {
  const read = readJson(text);
  if (!read.ok || read.value === undefined) return read.ok ? [] : read.issues;
  const { error } = inputSchemaInput.safeParse(read.value);
  return error?.issues.map(({ path, message }) => ({ path: path.join("."), message })) ?? [];
}

/** What is wrong with the text of a probe's fields. */
export function probeIssues(text: string, variables: readonly TemplateVariable[]): readonly TextIssue[] {
  const read = readJson(text);
  if (!read.ok) return read.issues;
  const probe = fieldsOf(text);
  if (!probe) return [{ path: "", message: "Give an object: fields of a probe, such as its method and target." }];
  return probeTemplateIssues(probe, variables);
}
