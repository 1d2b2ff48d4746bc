import type { DependencyRule, Job, Json, TaskJob } from "@fieldline/domain/job";
import { fillTask } from "@fieldline/domain/task-template";
import type { TaskTemplate } from "@fieldline/domain/template";
import { durationText } from "../../audit/duration-text.ts";
import { jsonText } from "../template/template-draft.ts";
import { localMinute, textsOfInput } from "./input-texts.ts";
import { fieldsOfSchema, flatFields } from "./schema-fields.ts";

/** A new task as it is typed: nothing is lost by being wrong. */
export interface TaskDraft {
  way: "template" | "type";
  variables: Record<string, string>;
  type: string;
  name: string;
  description: string;
  criteria: string;
  /** The input's fields by their place, where a template's schema makes a form. */
  fields: Record<string, string>;
  /** What an input that was there held besides. */
  rest: Record<string, Json>;
  /** The input as JSON text, where there is no schema. */
  inputText: string;
  place: "queue" | "agent";
  /** Empty is the template's, or the usual one. */
  queue: string;
  agent: { id: string; name: string } | null;
  priority: string;
  timeout: string;
  attempts: string;
  /** In the reader's zone, as the browser's field writes it. */
  runAt: string;
  dependsOn: Pick<Job, "id" | "name" | "status">[];
  onDependencyFailure: DependencyRule;
  notes: string;
}

export const EMPTY_TASK: TaskDraft = {
  way: "template",
  variables: {},
  type: "",
  name: "",
  description: "",
  criteria: "",
  fields: {},
  rest: {},
  inputText: "",
  place: "queue",
  queue: "",
  agent: null,
  priority: "",
  timeout: "",
  attempts: "",
  runAt: "",
  dependsOn: [],
  onDependencyFailure: "fail",
  notes: "",
};

/** A draft that would make the same task again, of its template where that is there still. */
export function draftLike(job: TaskJob, template: TaskTemplate | undefined): TaskDraft {
  const { spec, queue, assigneeId, assigneeName, timeoutMs, retry } = job;
  const isOnAgent = queue === null && assigneeId !== null;
  return {
    ...EMPTY_TASK,
    ...(template ? ofTemplate(job, template) : ofType(job)),
    place: isOnAgent ? "agent" : "queue",
    queue: queue ?? "",
    agent: isOnAgent ? { id: assigneeId, name: assigneeName ?? "The same agent" } : null,
    priority: String(job.priority),
    timeout: timeoutMs === null ? "" : durationText(timeoutMs),
    attempts: retry ? String(retry.maxAttempts) : "",
    runAt: job.runAt !== null && job.status === "scheduled" ? localMinute(job.runAt) : "",
    notes: job.notes ?? "",
    variables: spec.variables,
  };
}

function ofType({ type, name, spec }: TaskJob): Partial<TaskDraft> {
  return {
    way: "type",
    type,
    name,
    description: spec.description ?? "",
    criteria: spec.acceptanceCriteria ?? "",
    inputText: spec.input === null ? "" : jsonText(spec.input),
  };
}

/** What the template says by itself stays the template's. */
function ofTemplate({ spec, name }: TaskJob, template: TaskTemplate): Partial<TaskDraft> {
  const filled = fillTask(template.spec, spec.variables, { input: spec.input });
  const own = filled.ok ? filled.task : undefined;
  const { inputSchema } = template.spec;
  const { texts, rest } = textsOfInput(inputSchema ? flatFields(fieldsOfSchema(inputSchema)) : [], spec.input);
  return {
    way: "template",
    name: name === template.slug ? "" : name,
    description: spec.description === own?.description ? "" : (spec.description ?? ""),
    criteria: spec.acceptanceCriteria === own?.acceptanceCriteria ? "" : (spec.acceptanceCriteria ?? ""),
    fields: texts,
    rest: inputSchema ? rest : {},
    inputText: inputSchema || spec.input === null ? "" : jsonText(spec.input),
  };
}
