import { z } from "zod";
import type { Json } from "../job/job.ts";
import { isDeeperThan } from "../job/json-depth.ts";
import { commonTerms, workTerms } from "./job-terms.ts";

const TASK_INPUT_LENGTH = 65_536;
const TASK_INPUT_DEPTH = 32;
const typeWords =
  "A task's type has 1 to 100 letters, digits, and . _ - / between them: what an agent's handler is called.";
export const taskTypeInput = z.string(typeWords).regex(/^[A-Za-z0-9]([A-Za-z0-9._/-]{0,98}[A-Za-z0-9])?$/, typeWords);
const criteriaWords = "Acceptance criteria have at most 4,000 characters.";
const descriptionWords = "A description has at most 4,000 characters.";
const inputWords = "An input is JSON of at most 65,536 characters, nested at most 32 deep.";
export const taskJsonInput = z.custom<Json>(
  (value) =>
    value !== undefined && !isDeeperThan(value, TASK_INPUT_DEPTH) && JSON.stringify(value).length <= TASK_INPUT_LENGTH,
  inputWords,
);
const leaseWords = "A lease is 5 s to 1 h: 5,000 to 3,600,000 ms.";
export const leaseInput = z.int(leaseWords).min(5_000, leaseWords).max(3_600_000, leaseWords);

/** A task, as `jobs.create` takes it. */
export const createTaskInput = z
  .object({
    kind: z.literal("task"),
    ...commonTerms,
    type: taskTypeInput.optional(),
    description: z.string(descriptionWords).max(4_000, descriptionWords).optional(),
    acceptanceCriteria: z.string(criteriaWords).max(4_000, criteriaWords).optional(),
    input: taskJsonInput.optional(),
    assigneeId: z.uuid("Give the id of the agent that is to do it: a UUID.").toLowerCase().optional(),
    leaseMs: leaseInput.optional(),
    ...workTerms,
  })
  .superRefine(({ type, templateId, queue, assigneeId }, ctx) => {
    const refuse = (path: string, message: string) => ctx.addIssue({ code: "custom", path: [path], message });
    if (type === undefined && templateId === undefined)
      refuse("type", `Give the task's type, or a template. ${typeWords}`);
    if (queue !== undefined && assigneeId !== undefined)
      refuse("queue", "A task waits in a queue or for one agent. Give either queue or assigneeId.");
  });
