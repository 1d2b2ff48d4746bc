import { z } from "zod";
import { DEPENDENCY_RULES, type RetryPolicy } from "../job/job.ts";

const nameWords = "A name has at most 200 characters.";
const priorityWords = "Priority is 1 (most urgent) to 10.";
const runAtWords = "A start time is in ms since 1970, a whole number up to 8640000000000.";
const notesWords = "Notes have at most 4,000 characters.";
const queueWords = "A queue's name has 1 to 100 characters.";
const keyWords = "An idempotency key has 1 to 200 characters.";

/** What every new job may say of itself. */
export const commonTerms = {
  name: z.string(nameWords).trim().max(200, nameWords).optional(),
  priority: z.int(priorityWords).min(1, priorityWords).max(10, priorityWords).default(5),
  runAt: z.int(runAtWords).min(0, runAtWords).max(8_640_000_000_000, runAtWords).optional(),
  notes: z.string(notesWords).max(4_000, notesWords).optional(),
  queue: z.string(queueWords).trim().min(1, queueWords).max(100, queueWords).optional(),
  idempotencyKey: z.string(keyWords).min(1, keyWords).max(200, keyWords).optional(),
};

const timeoutWords = "A timeout is 1 s to 7 days: 1,000 to 604,800,000 ms.";
const ttlWords = "A job waits for its device 1 s to 30 days: 1,000 to 2,592,000,000 ms.";
const attemptsWords = "Give 1 to 10 attempts.";
const waitWords = "A wait between attempts is 0 to 86,400,000 ms.";
const factorWords = "The wait grows by a factor of 1 to 10.";
const waitMs = z.int(waitWords).min(0, waitWords).max(86_400_000, waitWords);

export const retryInput = z.object(
  {
    maxAttempts: z.int(attemptsWords).min(1, attemptsWords).max(10, attemptsWords),
    initialMs: waitMs.default(5_000),
    factor: z.number(factorWords).min(1, factorWords).max(10, factorWords).default(2),
    maxMs: waitMs.default(300_000),
  },
  "Retries are an object with maxAttempts, initialMs, factor and maxMs.",
) satisfies z.ZodType<RetryPolicy>;
export const timeoutInput = z
  .int(timeoutWords)
  .min(1_000, timeoutWords)
  .max(7 * 86_400_000, timeoutWords);
const MIN_PACKET_TIMEOUT_MS = 10;
export const packetTimeoutInput = z
  .int("A packet's timeout is a whole number of ms.")
  .min(MIN_PACKET_TIMEOUT_MS, `A packet's timeout is at least ${MIN_PACKET_TIMEOUT_MS} ms.`);
export const queueTtlInput = z
  .int(ttlWords)
  .min(1_000, ttlWords)
  .max(30 * 86_400_000, ttlWords);
export const priorityInput = z.int(priorityWords).min(1, priorityWords).max(10, priorityWords);

const dependsWords = "dependsOn is a list of at most 50 ids of jobs.";
/** What it waits for. */
export const dependencyTerms = {
  dependsOn: z.array(z.uuid("A job's id is a UUID.").toLowerCase(), dependsWords).max(50, dependsWords).optional(),
  onDependencyFailure: z
    .enum(
      DEPENDENCY_RULES,
      "onDependencyFailure is fail, run or cancel: what becomes of this job where one of them does not complete.",
    )
    .optional(),
};

const variableWords = "Variables are texts by their names.";
export const variablesInput = z.record(
  z.string(),
  z.string(variableWords).max(1_024, "A variable has at most 1,024 characters."),
  variableWords,
);

/** How the work of a device or an agent is made of a template, bounded and tried again. */
export const workTerms = {
  templateId: z.string("A template is named by its id or slug.").min(1).max(100).optional(),
  variables: variablesInput.optional(),
  timeoutMs: timeoutInput.optional(),
  queueTtlMs: queueTtlInput.optional(),
  retry: retryInput.optional(),
  priority: priorityInput.optional(),
  ...dependencyTerms,
};
