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

/** A template as it is typed; what its kind does not have stays as it is and is not sent. */
export interface TemplateDraft {
  kind: Template["kind"];
  slug: string;
  name: string;
  category: string;
  description: string;
  variables: VariableRow[];
  /** Of a command, as JSON text. */
  document: string;
  /** Of a probe, as JSON text. */
  probe: string;
  /** The rest is a task's. */
  type: string;
  work: string;
  criteria: string;
  /** As JSON text, empty where there is none. */
  input: string;
  inputSchema: string;
  concurrencyKey: string;
  concurrencyLimit: string;
  timeout: string;
  queueTtl: string;
  attempts: string;
  priority: string;
  queue: string;
  lease: string;
  most: string;
}

const FIRST_DOCUMENT = {
  version: "1.0",
  steps: [{ action: { name: "Say hello", type: "runCommand", input: { command: "echo,hello" } } }],
};
const FIRST_PROBE = {
  method: "tcp",
  vantage: { kind: "edge" },
  target: { port: 443 },
  cadenceMs: 1_000,
  durationMs: 600_000,
};
const FIRST_SCHEMA = { type: "object", properties: {}, required: [] };

export const jsonText = (value: unknown): string => (value === undefined ? "" : JSON.stringify(value, null, 2));
const durationOf = (ms: number | undefined): string => (ms === undefined ? "" : durationText(ms));
const textOf = (value: number | undefined): string => (value === undefined ? "" : String(value));

export const EMPTY_TEMPLATE: TemplateDraft = {
  kind: "command",
  slug: "",
  name: "",
  category: "",
  description: "",
  variables: [],
  document: jsonText(FIRST_DOCUMENT),
  probe: jsonText(FIRST_PROBE),
  type: "",
  work: "",
  criteria: "",
  input: "",
  inputSchema: jsonText(FIRST_SCHEMA),
  concurrencyKey: "",
  concurrencyLimit: "",
  timeout: "",
  queueTtl: "",
  attempts: "",
  priority: "",
  queue: "",
  lease: "",
  most: "",
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
  const { slug, name, category, description, variables, defaults } = template;
  return {
    ...EMPTY_TEMPLATE,
    ...specOf(template),
    slug,
    name,
    category: category ?? "",
    description: description ?? "",
    variables: variables.map(rowOf),
    timeout: durationOf(defaults.timeoutMs),
    queueTtl: durationOf(defaults.queueTtlMs),
    attempts: textOf(defaults.retry?.maxAttempts),
    priority: textOf(defaults.priority),
    queue: defaults.queue ?? "",
    lease: durationOf(defaults.leaseMs),
    most: textOf(defaults.maxConcurrency),
  };
}

function specOf({ kind, spec }: Template): Partial<TemplateDraft> {
  if (kind === "command") return { kind, document: jsonText(spec.document) };
  if (kind === "probe") return { kind, probe: jsonText(spec.probe) };
  return {
    kind,
    type: spec.type,
    work: spec.description ?? "",
    criteria: spec.acceptanceCriteria ?? "",
    input: jsonText(spec.input),
    inputSchema: jsonText(spec.inputSchema),
    concurrencyKey: spec.concurrencyKey ?? "",
    concurrencyLimit: textOf(spec.concurrencyLimit),
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
