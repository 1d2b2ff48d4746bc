import { z } from "zod";
import type { Json } from "../job/job.ts";
import { inputSchemaInput } from "../task/input-schema.ts";
import type { TaskTemplateSpec } from "../task/task-template.ts";
import type { CommandTemplate, TemplateDefaults } from "../template/template.ts";
import { leaseInput, taskJsonInput, taskTypeInput } from "./create-task.ts";
import {
  commonTerms,
  dependencyTerms,
  packetTimeoutInput,
  priorityInput,
  queueTtlInput,
  retryInput,
  timeoutInput,
} from "./job-terms.ts";

const documentWords = "A command template's spec is an object with a document, the job document.";
/** The document itself is read by the parser of documents. */
const commandSpec = z
  .object({ document: z.record(z.string(), z.unknown(), documentWords) }, documentWords)
  .transform((given) => given as CommandTemplate["spec"]);

const descriptionWords = "A description has at most 4,000 characters.";
const criteriaWords = "Acceptance criteria have at most 4,000 characters.";
const keyWords = "A concurrency key is a text of 1 to 200 characters, with {{VARIABLES}} and {{input.path}} in it.";
const limitWords = "A concurrency limit is a whole number from 1 to 1,000.";
const taskSpec = z
  .object(
    {
      type: taskTypeInput,
      description: z.string(descriptionWords).max(4_000, descriptionWords).optional(),
      acceptanceCriteria: z.string(criteriaWords).max(4_000, criteriaWords).optional(),
      input: taskJsonInput.optional(),
      inputSchema: inputSchemaInput.optional(),
      concurrencyKey: z.string(keyWords).trim().min(1, keyWords).max(200, keyWords).optional(),
      concurrencyLimit: z.int(limitWords).min(1, limitWords).max(1_000, limitWords).optional(),
    },
    "A task template's spec is an object with at least a type: what an agent's handler is called.",
  )
  .transform((given) => given as TaskTemplateSpec);

const probeWords = "A probe template's spec is an object with a probe: fields of a probe's creation.";
const probeSpec = z
  .preprocess(
    (given) => (isBareProbe(given) ? { probe: given } : given),
    z.object({ probe: z.record(z.string(), z.unknown(), probeWords) }, probeWords),
  )
  .transform((given) => given as { probe: Record<string, Json> });

/** Whether it is the fields of a probe's creation themselves. */
function isBareProbe(given: unknown): boolean {
  if (typeof given !== "object" || given === null || "probe" in given) return false;
  return ["target", "method", "vantage", "cadenceMs", "durationMs"].some((field) => field in given);
}

const mostWords = "maxConcurrency is a whole number from 1 to 1,000: how many tasks of the template run at once.";
const { name, notes, queue } = commonTerms;
const { onDependencyFailure } = dependencyTerms;
const priority = priorityInput.optional();
const terms = { name, notes, queue, onDependencyFailure, priority, queueTtlMs: queueTtlInput.optional() };
const attempts = { timeoutMs: timeoutInput.optional(), retry: retryInput.optional() };
const ofTasks = {
  leaseMs: leaseInput.optional(),
  maxConcurrency: z.int(mostWords).min(1, mostWords).max(1_000, mostWords).optional(),
};
// What JSON does not hold is absent, never undefined.
const defaultsOf = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z
    .object(shape, `Defaults are an object with ${new Intl.ListFormat("en").format(Object.keys(shape))}.`)
    .transform((given) => given as TemplateDefaults);

/** What a template's spec and defaults hold, by its kind. */
export const CONTENT_OF_KIND = {
  command: { spec: commandSpec, defaults: defaultsOf({ ...attempts, ...terms }) },
  task: { spec: taskSpec, defaults: defaultsOf({ ...attempts, ...terms, ...ofTasks }) },
  probe: { spec: probeSpec, defaults: defaultsOf({ ...terms, timeoutMs: packetTimeoutInput.optional() }) },
};
