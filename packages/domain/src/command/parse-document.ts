import { z } from "zod";
import { isDeeperThan } from "../job/json-depth.ts";
import { type JobDocument, MAX_DOCUMENT_BYTES, MAX_STEPS } from "./document.ts";
import type { DocumentIssue } from "./document-issue.ts";
import { jsonFault } from "./json-fault.ts";
import { nameStepsApart } from "./step-names.ts";
import {
  allowStdErr,
  argumentList,
  documentStep,
  filledText,
  flag,
  handlerPath,
  runAsUser,
  timeoutMs,
} from "./step-schema.ts";

const MAX_DEPTH = 32;

export type ParsedDocument = { ok: true; document: JobDocument } | { ok: false; issues: DocumentIssue[] };

const valueWords = "A condition's value is a list of one text or more.";
const valueText = filledText("A condition's value is a text.");
const condition = z.looseObject(
  {
    key: filledText("A condition needs the key of what it asks about, such as operatingSystem."),
    value: z.union([valueText.transform((value) => [value]), z.array(valueText, valueWords).min(1, valueWords)], {
      error: valueWords,
    }),
    type: z
      .enum(["stringEqual", "stringNotEqual"], "A condition's type is stringEqual or stringNotEqual.")
      .default("stringEqual"),
  },
  "A condition is an object with key, value and type.",
);

const stepsWords = `steps is a list of 1 to ${MAX_STEPS} steps.`;
const includeStdOut = flag("includeStdOut").optional();
const standard = z.looseObject(
  {
    version: z.literal("1.0", 'version is "1.0".'),
    steps: z.array(documentStep, stepsWords).min(1, stepsWords).max(MAX_STEPS, stepsWords),
    finalStep: documentStep.optional(),
    includeStdOut,
    conditions: z.array(condition, "conditions is a list of conditions.").optional(),
  },
  "A job document is a JSON object with version and steps.",
);

const legacy = z
  .looseObject({
    operation: filledText("operation is the name of the handler to run.").max(
      200,
      "operation has at most 200 characters.",
    ),
    args: argumentList.optional(),
    path: handlerPath.optional(),
    runAsUser: runAsUser.optional(),
    allowStdErr: allowStdErr.optional(),
    timeoutMs: timeoutMs.optional(),
    includeStdOut,
  })
  .transform(({ operation, args, path, version: _, ...rest }) => {
    const { runAsUser, allowStdErr, timeoutMs, ...others } = rest;
    const input = defined({ handler: operation, args, path });
    const action = defined({ name: operation, type: "runHandler", input, runAsUser, allowStdErr, timeoutMs });
    return { ...others, version: "1.0", steps: [{ action }] };
  });

/**
 * A job document of a JSON text or value: switches made booleans, the legacy form one step, steps named apart,
 * unknown fields kept. Where it is none, every fault of it with its path.
 */
export function parseJobDocument(input: unknown): ParsedDocument {
  const json = typeof input === "string" ? readJson(input) : { value: input };
  if ("issue" in json) return refused(json.issue);
  const { value } = json;
  if (isDeeperThan(value, MAX_DEPTH)) return refused(`A job document is nested at most ${MAX_DEPTH} deep.`);
  const bytes = utf8Bytes(JSON.stringify(value) ?? "");
  if (bytes > MAX_DOCUMENT_BYTES)
    return refused(
      `The document takes ${bytes} bytes as JSON, and at most ${MAX_DOCUMENT_BYTES} are taken. Put long scripts into handlers.`,
    );
  const parsed = (isLegacy(value) ? legacy : standard).safeParse(value);
  if (parsed.success) return { ok: true, document: nameStepsApart(parsed.data as JobDocument) };
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.map(String).join("."), message }));
  return { ok: false, issues };
}

function refused(message: string): ParsedDocument {
  return { ok: false, issues: [{ path: "", message }] };
}

function readJson(text: string): { value: unknown } | { issue: string } {
  try {
    return { value: JSON.parse(text) };
  } catch {
    const { line, column } = jsonFault(text) ?? { line: 1, column: 1 };
    return { issue: `Not JSON: see line ${line}, column ${column}.` };
  }
}

function isLegacy(value: unknown): boolean {
  return typeof value === "object" && value !== null && "operation" in value && !("steps" in value);
}

function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += 1 + Number(point > 0x7f) + Number(point > 0x7ff) + Number(point > 0xffff);
  }
  return bytes;
}

function defined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
