import type { TemplateVariable } from "@fieldline/domain/document";
import { parseJobDocument } from "@fieldline/domain/parse-document";
import type { TemplateDefaults } from "@fieldline/domain/template";
import { checkTemplateDocument, templateVariablesSchema } from "@fieldline/domain/variables";
import { msOfText } from "../../audit/duration-text.ts";
import type { TextIssue } from "../../editor/lint-document.ts";
import { type TemplateDraft, variablesOf } from "./template-draft.ts";

type Errors = Record<string, string>;

export interface TemplateReading {
  /** The document as JSON; undefined where the text is none. */
  document: Record<string, unknown> | undefined;
  variables: TemplateVariable[];
  defaults: TemplateDefaults;
  /** What is wrong, by field: `name`, `document`, `variables.0.name`, `defaults.timeoutMs` and so on. */
  errors: Errors;
}

const LENGTH_WORDS = "Write a length of time, such as 90 s, 10 min or 1 day.";
const SLUG = /^[a-z0-9][a-z0-9-]{0,62}$/;

function documentOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** What is wrong with a document's text: with the document, or with a variable that it names. */
export function documentIssues(text: string, variables: readonly TemplateVariable[]): readonly TextIssue[] {
  const parsed = parseJobDocument(text);
  if (!parsed.ok) return parsed.issues;
  const filled = checkTemplateDocument(documentOf(text), variables);
  return filled.ok ? [] : filled.issues;
}

function defaultsOf({ timeout, queueTtl, attempts, priority }: TemplateDraft, errors: Errors): TemplateDefaults {
  const duration = (field: string, text: string) => {
    const ms = text.trim() ? msOfText(text) : undefined;
    if (Number.isNaN(ms)) errors[`defaults.${field}`] = LENGTH_WORDS;
    return ms;
  };
  const whole = (field: string, text: string, [min, max]: [number, number]) => {
    if (!text.trim()) return undefined;
    const value = Number(text);
    if (!Number.isInteger(value) || value < min || value > max)
      errors[`defaults.${field}`] = `Write a whole number from ${min} to ${max}.`;
    return value;
  };
  const timeoutMs = duration("timeoutMs", timeout);
  const queueTtlMs = duration("queueTtlMs", queueTtl);
  const maxAttempts = whole("retry.maxAttempts", attempts, [1, 10]);
  const most = whole("priority", priority, [1, 10]);
  return {
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(queueTtlMs !== undefined && { queueTtlMs }),
    ...(maxAttempts !== undefined && { retry: { maxAttempts } }),
    ...(most !== undefined && { priority: most }),
  };
}

/** What a draft says, and what is wrong with it. */
export function readTemplate(draft: TemplateDraft): TemplateReading {
  const errors: Errors = {};
  if (!draft.name.trim()) errors.name = "Give the template a name.";
  if (!SLUG.test(draft.slug))
    errors.slug = "A slug has lower-case letters, digits and hyphens, such as restart-service.";
  const variables = variablesOf(draft.variables);
  for (const { path, message } of templateVariablesSchema.safeParse(variables).error?.issues ?? [])
    errors[["variables", ...path].join(".")] ??= message;
  const [fault] = documentIssues(draft.document, variables);
  if (fault) errors.document = fault.path ? `${fault.path}: ${fault.message}` : fault.message;
  return { document: documentOf(draft.document), variables, defaults: defaultsOf(draft, errors), errors };
}
