import type { TemplateVariable } from "@fieldline/domain/document";
import type { Template } from "@fieldline/domain/template";
import { durationText } from "../../audit/duration-text.ts";

export interface VariableRow {
  /** Only for the list on the page. */
  key: string;
  name: string;
  label: string;
  description: string;
  default: string;
  pattern: string;
  isRequired: boolean;
}

/** A template as it is typed. */
export interface TemplateDraft {
  slug: string;
  name: string;
  category: string;
  description: string;
  /** The document's JSON text. */
  document: string;
  variables: VariableRow[];
  timeout: string;
  queueTtl: string;
  attempts: string;
  priority: string;
}

const FIRST_DOCUMENT = {
  version: "1.0",
  steps: [{ action: { name: "Say hello", type: "runCommand", input: { command: "echo,hello" } } }],
};

export const documentText = (document: unknown): string => JSON.stringify(document, null, 2);
const durationOf = (ms: number | undefined): string => (ms === undefined ? "" : durationText(ms));

export const EMPTY_TEMPLATE: TemplateDraft = {
  slug: "",
  name: "",
  category: "",
  description: "",
  document: documentText(FIRST_DOCUMENT),
  variables: [],
  timeout: "",
  queueTtl: "",
  attempts: "",
  priority: "",
};

function rowOf(variable: TemplateVariable, index: number): VariableRow {
  return {
    key: `${index}`,
    name: variable.name,
    label: variable.label ?? "",
    description: variable.description ?? "",
    default: variable.default ?? "",
    pattern: variable.pattern ?? "",
    isRequired: variable.required ?? false,
  };
}

/** What the form shows of a stored template. */
export function draftOfTemplate(template: Template): TemplateDraft {
  const { slug, name, category, description, spec, variables, defaults } = template;
  return {
    slug,
    name,
    category: category ?? "",
    description: description ?? "",
    document: documentText(spec.document),
    variables: variables.map(rowOf),
    timeout: durationOf(defaults.timeoutMs),
    queueTtl: durationOf(defaults.queueTtlMs),
    attempts: defaults.retry ? String(defaults.retry.maxAttempts) : "",
    priority: defaults.priority === undefined ? "" : String(defaults.priority),
  };
}

/** The variables that the rows say. */
export function variablesOf(rows: readonly VariableRow[]): TemplateVariable[] {
  return rows.map(({ name, label, description, default: otherwise, pattern, isRequired }) => ({
    name: name.trim(),
    ...(label.trim() && { label: label.trim() }),
    ...(description.trim() && { description: description.trim() }),
    ...(otherwise && { default: otherwise }),
    ...(pattern && { pattern }),
    ...(isRequired && { required: true }),
  }));
}
