import type { TemplateVariable } from "@fieldline/domain/document";
import { type InputSchema, inputSchemaInput } from "@fieldline/domain/input-schema";
import { type TaskTemplateSpec, taskTemplateIssues } from "@fieldline/domain/task-template";
import type { Template } from "@fieldline/domain/template";
import type { TextIssue } from "../../editor/lint-document.ts";
import { documentIssues, fieldsOf, probeIssues, readJson, schemaIssues } from "./json-issues.ts";
import type { TemplateDraft } from "./template-draft.ts";
import { wholeNumber } from "./whole-number.ts";

type Errors = Record<string, string>;
type Read<Kind> = Extract<Template, { kind: Kind }> extends { spec: infer Spec } ? { kind: Kind; spec: Spec } : never;
/** What a template runs, as far as it can be read. */
export type SpecReading = Read<"command"> | Read<"task"> | Read<"probe">;

const words = (issues: readonly TextIssue[]): string | undefined =>
  issues[0] && (issues[0].path ? `${issues[0].path}: ${issues[0].message}` : issues[0].message);

/** What the draft's kind runs, and what is wrong with it by field; undefined where its JSON cannot be read. */
export function readSpec(
  draft: TemplateDraft,
  variables: readonly TemplateVariable[],
): { read: SpecReading | undefined; errors: Errors } {
  const { kind } = draft;
  if (kind === "task") return readTask(draft, variables);
  const [field, issues] =
    kind === "command"
      ? (["document", documentIssues(draft.document, variables)] as const)
      : (["probe", probeIssues(draft.probe, variables)] as const);
  const value = fieldsOf(draft[field]);
  const fault = words(issues);
  return {
    read: value && ({ kind, spec: { [field]: value } } as unknown as SpecReading),
    errors: fault ? { [field]: fault } : {},
  };
}

const TYPE = /^[A-Za-z0-9]([A-Za-z0-9._/-]{0,98}[A-Za-z0-9])?$/;

function readTask(draft: TemplateDraft, variables: readonly TemplateVariable[]) {
  const errors: Errors = {};
  if (!TYPE.test(draft.type.trim()))
    errors.type = "A type has letters, digits, and . _ - / between them, such as sync.finance.";
  const input = readJson(draft.input);
  const schema = readSchema(draft.inputSchema);
  if (!input.ok) errors.input = words(input.issues) ?? "";
  const fault = words(schemaIssues(draft.inputSchema));
  if (fault) errors.inputSchema = fault;
  const concurrencyLimit = wholeNumber(draft.concurrencyLimit, [1, 1_000], (message) => {
    errors.concurrencyLimit = message;
  });
  if (!input.ok || fault) return { read: undefined, errors };
  const spec: TaskTemplateSpec = {
    type: draft.type.trim(),
    ...(draft.work.trim() && { description: draft.work }),
    ...(draft.criteria.trim() && { acceptanceCriteria: draft.criteria }),
    ...(input.value !== undefined && { input: input.value }),
    ...(schema && { inputSchema: schema }),
    ...(draft.concurrencyKey.trim() && { concurrencyKey: draft.concurrencyKey.trim() }),
    ...(concurrencyLimit !== undefined && { concurrencyLimit }),
  };
  for (const { path, message } of taskTemplateIssues(spec, variables)) {
    const [field = "", ...rest] = path.split(".");
    errors[FIELD_OF[field] ?? field] ??= rest.length > 0 ? `${rest.join(".")}: ${message}` : message;
  }
  return { read: { kind: "task" as const, spec }, errors };
}

/** What the form calls the fields of a task's spec. */
export const FIELD_OF: Record<string, string> = { description: "work", acceptanceCriteria: "criteria" };

function readSchema(text: string): InputSchema | undefined {
  const read = readJson(text);
  return read.ok && read.value !== undefined ? inputSchemaInput.safeParse(read.value).data : undefined;
}
