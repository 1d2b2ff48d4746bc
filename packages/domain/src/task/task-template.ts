import type { TemplateVariable } from "../command/document.ts";
import type { DocumentIssue } from "../command/document-issue.ts";
import { unknownVariable } from "../command/fill-script.ts";
import { mapTexts, namesIn, PLACEHOLDER } from "../command/placeholders.ts";
import type { Json, TaskSpec } from "../job/job.ts";
import { checkInput } from "./check-input.ts";
import { fillJson } from "./fill-json.ts";
import type { InputSchema } from "./input-schema.ts";

/** What a template says of its tasks. `{{VARIABLES}}` may stand in each text but the type. */
export interface TaskTemplateSpec {
  /** What an agent's handler is called. */
  type: string;
  description?: string;
  acceptanceCriteria?: string;
  input?: Json;
  /** What the input must look like, once it is filled in. */
  inputSchema?: InputSchema;
  /** Tasks with the same key run `concurrencyLimit` at a time; `{{input.path}}` is a part of the input. */
  concurrencyKey?: string;
  concurrencyLimit?: number;
}

/** What a task's creation says itself: a text stands for the template's, an input's fields are laid over its. */
export interface GivenTask {
  description?: string | undefined;
  acceptanceCriteria?: string | undefined;
  input?: Json | undefined;
}
type Values = Readonly<Record<string, string>>;
export type FilledTask = Pick<
  TaskSpec,
  "description" | "acceptanceCriteria" | "input" | "concurrencyKey" | "concurrencyLimit"
>;
export type FilledTaskResult = { ok: true; task: FilledTask } | { ok: false; issues: DocumentIssue[] };

const MAX_KEY_LENGTH = 200;
/** How long a task's input may be, in characters of its JSON. */
export const MAX_INPUT_LENGTH = 65_536;
const KEY_PLACE = /\{\{(?:input\.([\w-]+(?:\.[\w-]+)*)|([A-Za-z_]\w{0,63}))\}\}/g;

/**
 * The task that a template makes of these values and what is given over it. Each text is filled in once: what a value
 * holds is not read again. The paths of issues are those of a task's creation: `input.customer.id`.
 */
export function fillTask(spec: TaskTemplateSpec, values: Values, given: GivenTask = {}): FilledTaskResult {
  const put = (text = "") => text.replace(PLACEHOLDER, (place, name: string) => values[name] ?? place);
  const laid = overlay(fillJson(spec.input ?? null, spec.inputSchema ?? {}, values), given.input);
  const { value: input, issues } = spec.inputSchema
    ? checkInput(spec.inputSchema, spec.input === undefined ? (laid ?? {}) : laid)
    : { value: laid, issues: [] };
  if (JSON.stringify(input).length > MAX_INPUT_LENGTH)
    issues.push({ path: "input", message: "The input is longer than 65,536 characters once it is filled in." });
  const key = issues.length > 0 ? { key: null } : keyOf(spec.concurrencyKey ?? "", values, input);
  if ("issue" in key) issues.push(key.issue);
  if (issues.length > 0 || "issue" in key) return { ok: false, issues };
  return {
    ok: true,
    task: {
      description: given.description || put(spec.description) || null,
      acceptanceCriteria: given.acceptanceCriteria || put(spec.acceptanceCriteria) || null,
      input,
      concurrencyKey: key.key,
      concurrencyLimit: spec.concurrencyLimit ?? 1,
    },
  };
}

const isFields = (value: Json | undefined): value is Record<string, Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function overlay(under: Json, given: Json | undefined): Json {
  if (given === undefined) return under;
  return isFields(under) && isFields(given) ? { ...under, ...given } : given;
}

function keyOf(text: string, values: Values, input: Json): { key: string | null } | { issue: DocumentIssue } {
  const missing: string[] = [];
  const key = text.replace(KEY_PLACE, (place, path: string | undefined, name: string) => {
    if (path === undefined) return values[name] ?? place;
    const part = path
      .split(".")
      .reduce<Json | undefined>((at, step) => (isFields(at) && Object.hasOwn(at, step) ? at[step] : undefined), input);
    if (part === undefined || part === null || typeof part === "object") missing.push(path);
    return String(part);
  });
  const [path] = missing;
  if (path !== undefined)
    return { issue: { path: `input.${path}`, message: "Give a text or a number: what runs at once is told by it." } };
  if (key.length > MAX_KEY_LENGTH || /\p{Cc}/u.test(key))
    return {
      issue: {
        path: "input",
        message: `The concurrency key ${JSON.stringify(key.slice(0, 40))} has at most 200 characters and no line breaks. Give shorter values for what it is made of.`,
      },
    };
  return { key: key || null };
}

/** What is wrong with a template of tasks by itself: variables that nobody declared, and input that cannot fit. */
export function taskTemplateIssues(spec: TaskTemplateSpec, declared: readonly TemplateVariable[]): DocumentIssue[] {
  const { description, acceptanceCriteria, input = null, concurrencyKey, inputSchema } = spec;
  const values = Object.fromEntries(declared.map(({ name, default: otherwise = "" }) => [name, otherwise]));
  const issues = unknownVariables({ description, acceptanceCriteria, input, concurrencyKey }, values);
  if (!inputSchema || spec.input === undefined) return issues;
  const filled = checkInput(inputSchema, fillJson(input, inputSchema, values)).issues;
  // What is missing may be given at creation, and what a variable makes is known only then.
  const own = filled.filter(({ path, isMissing }) => !isMissing && !holdsPlace({ input }, path));
  return [...issues, ...own];
}

/** Each placeholder of a variable that is not declared, at its place. */
export function unknownVariables(value: unknown, values: Values): DocumentIssue[] {
  const issues: DocumentIssue[] = [];
  mapTexts(value, (text, path) => {
    for (const name of new Set(namesIn(text)))
      if (!Object.hasOwn(values, name)) issues.push({ path, message: unknownVariable(name) });
    return text;
  });
  return issues;
}

/** Whether what stands at a path is made of variables. */
export function holdsPlace(value: unknown, path: string): boolean {
  return variablesAt(value, path).length > 0;
}

/** The names of the variables that what stands at a path is made of. */
export function variablesAt(value: unknown, path: string): string[] {
  const part = path
    .split(".")
    .reduce<unknown>((at, step) => (typeof at === "object" && at !== null ? Reflect.get(at, step) : undefined), value);
  return namesIn(JSON.stringify(part) ?? "");
}
