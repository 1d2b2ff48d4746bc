import { type CreateJobInput, createJobInput } from "@fieldline/domain/create-job";
import { fillJson } from "@fieldline/domain/fill-json";
import type { Json } from "@fieldline/domain/job";
import { fillTask, holdsPlace, MAX_INPUT_LENGTH } from "@fieldline/domain/task-template";
import type { TaskTemplate } from "@fieldline/domain/template";
import { checkVariables } from "@fieldline/domain/variables";
import { formatCount } from "@fieldline/ui/format";
import { msOfText } from "../../audit/duration-text.ts";
import { toldValues } from "../../commands/fill-template.ts";
import { readJson } from "../template/json-issues.ts";
import { wholeNumber } from "../template/whole-number.ts";
import { inputOfTexts, valueAt } from "./input-texts.ts";
import { fieldsOfSchema, flatFields, type InputField } from "./schema-fields.ts";
import type { TaskDraft } from "./task-draft.ts";

export type TaskInput = Extract<CreateJobInput, { kind: "task" }>;
/** What is wrong, by the path in the input of `jobs.create`. */
export type TaskErrors = Record<string, string>;

/** The task that a draft asks for, and what is wrong with it by the rules that the server has. */
export function readTask(
  draft: TaskDraft,
  template: TaskTemplate | undefined,
): { input: TaskInput; errors: TaskErrors } {
  const errors: TaskErrors = {};
  const ofTemplate = draft.way === "template" ? template : undefined;
  const given = givenInput(draft, ofTemplate, errors);
  const input: TaskInput = {
    kind: "task",
    ...(ofTemplate
      ? { templateId: ofTemplate.id, variables: toldValues(ofTemplate.variables, draft.variables) }
      : draft.way === "type" && { type: draft.type.trim() }),
    ...told({
      name: draft.name,
      description: draft.description,
      acceptanceCriteria: draft.criteria,
      notes: draft.notes,
    }),
    ...(given !== undefined && { input: given }),
    ...placeOf(draft, errors),
    ...termsOf(draft, errors),
    ...(draft.dependsOn.length > 0 && {
      dependsOn: draft.dependsOn.map(({ id }) => id),
      onDependencyFailure: draft.onDependencyFailure,
    }),
  };
  if (draft.way === "template" && !ofTemplate) errors.templateId = "Choose the template of the task.";
  else for (const { path, message } of issuesOf(input)) if (!isTold(errors, path)) errors[path] = message;
  if (ofTemplate)
    for (const { path, message } of templateIssues(ofTemplate, input))
      if (!isTold(errors, path)) errors[path] = message;
  return { input, errors };
}

function issuesOf(input: TaskInput) {
  const { error } = createJobInput.safeParse(input);
  return error?.issues.map(({ path, message }) => ({ path: path.join("."), message })) ?? [];
}

function templateIssues({ spec, variables }: TaskTemplate, input: TaskInput) {
  const checked = checkVariables(variables, input.variables ?? {});
  const values = checked.ok ? checked.values : (input.variables ?? {});
  const filled = fillTask(spec, values, { input: input.input as Json | undefined });
  const faults = filled.ok ? [] : filled.issues;
  if (checked.ok) return faults;
  // What a variable makes is told at the variable.
  const own = faults.filter(({ path }) => !holdsPlace({ input: spec.input }, path));
  return [...checked.issues.map(({ path, message }) => ({ path: `variables.${path}`, message })), ...own];
}

function givenInput(draft: TaskDraft, template: TaskTemplate | undefined, errors: TaskErrors): Json | undefined {
  const schema = template?.spec.inputSchema;
  if (schema) {
    const fields = fieldsOfSchema(schema);
    const under = underOf(template, draft);
    const { input, faults } = inputOfTexts(flatFields(fields), draft.fields, under);
    // What a group that must be there lacks is told at its fields.
    for (const each of fields)
      if (each.kind === "group" && each.isRequired && !valueAt(under, [each.key])) input[each.key] ??= {};
    Object.assign(errors, faults);
    const whole = { ...draft.rest, ...input };
    const tooLong = tooLongAt(flatFields(fields), whole);
    if (tooLong) Object.assign(errors, tooLong);
    return Object.keys(whole).length > 0 ? whole : undefined;
  }
  const read = readJson(draft.inputText);
  if (read.ok) return read.value;
  errors.input = read.issues[0]?.message ?? "";
  return undefined;
}

/** Where an input is too long as a whole: its longest field, at which that is told. */
function tooLongAt(fields: readonly InputField[], input: Json): TaskErrors | undefined {
  const length = JSON.stringify(input).length;
  if (length <= MAX_INPUT_LENGTH) return undefined;
  const lengths = fields.map(({ key, path }) => ({ key, own: JSON.stringify(valueAt(input, path) ?? null).length }));
  const [longest] = lengths.toSorted((a, b) => b.own - a.own);
  const words = `The input has ${formatCount(length)} characters as JSON, this the most of them, and at most ${formatCount(MAX_INPUT_LENGTH)} are taken. Give less of it here.`;
  return longest && { [`input.${longest.key}`]: words };
}

/** Whether something is told already: of the input as a whole also at one of its fields. */
function isTold(errors: TaskErrors, path: string): boolean {
  return path in errors || (path === "input" && errorAt(errors, "input") !== undefined);
}

/** A text of the template with the variables as they are typed so far. */
export function wordsOf(text: string | undefined, template: TaskTemplate, draft: TaskDraft): string {
  const filled = fillJson(text ?? "", {}, typedValues(template, draft));
  return typeof filled === "string" ? filled : "";
}

/** The input that the template gives by itself, with the variables as they are typed so far. */
export function underOf(template: TaskTemplate, draft: TaskDraft): Json {
  const { input = null, inputSchema = {} } = template.spec;
  return fillJson(input, inputSchema, typedValues(template, draft));
}

function typedValues({ variables }: TaskTemplate, { variables: typed }: TaskDraft): Record<string, string> {
  const values = variables.flatMap(({ name, default: otherwise }) => {
    const value = typed[name] ?? otherwise;
    return value ? [[name, value] as const] : [];
  });
  return Object.fromEntries(values);
}

function placeOf({ place, queue, agent }: TaskDraft, errors: TaskErrors) {
  if (place === "queue") return queue && { queue };
  if (!agent) errors.assigneeId = "Choose the agent that is to do it.";
  return agent && { assigneeId: agent.id };
}

function termsOf({ priority, timeout, attempts, runAt }: TaskDraft, errors: TaskErrors) {
  const whole = (path: string, text: string) =>
    wholeNumber(text, [1, 10], (message) => {
      errors[path] = message;
    });
  const most = whole("priority", priority);
  const maxAttempts = whole("retry.maxAttempts", attempts);
  const timeoutMs = timeout.trim() ? msOfText(timeout) : undefined;
  if (Number.isNaN(timeoutMs)) errors.timeoutMs = "Write a length of time, such as 90 s, 10 min or 1 day.";
  const at = runAt ? Date.parse(runAt) : undefined;
  if (Number.isNaN(at)) errors.runAt = "Give a date and a time.";
  return {
    ...(most !== undefined && { priority: most }),
    ...(maxAttempts !== undefined && { retry: { maxAttempts } }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(at !== undefined && { runAt: at }),
  };
}

function told(texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ""));
}

/** What is wrong at a field of the form, or within what it holds. */
export function errorAt(errors: TaskErrors, path: string): string | undefined {
  if (errors[path]) return errors[path];
  const within = Object.keys(errors).find((each) => each.startsWith(`${path}.`));
  return within && `${within.slice(path.length + 1)}: ${errors[within]}`;
}
