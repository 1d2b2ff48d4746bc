import { z } from "zod";
import { priorityInput } from "./job-terms.ts";

const nameWords =
  "A queue's name has 1 to 50 characters: lower-case letters, digits, . _ and -, a letter or a digit first and last.";
const name = z.string(nameWords).regex(/^[a-z0-9]([a-z0-9._-]{0,48}[a-z0-9])?$/, nameWords);
const capacityWords = "maxConcurrency is how many of its tasks may run at once: 1 to 10,000.";
const maxConcurrency = z.int(capacityWords).min(1, capacityWords).max(10_000, capacityWords);
const descriptionWords = "A description has at most 500 characters.";
const description = z.string(descriptionWords).trim().max(500, descriptionWords);
const noteWords = "A note has at most 500 characters.";
const defaultPriority = priorityInput;

/** An existing queue: whatever it is called, it is looked for. */
const known = z.string("A queue is named by its name.").min(1, "A queue is named by its name.").max(100, nameWords);

export const createQueueInput = z.object({
  name,
  maxConcurrency,
  paused: z.boolean("paused is true or false.").default(false),
  defaultPriority: defaultPriority.default(5),
  description: description.optional(),
});
export type CreateQueue = z.output<typeof createQueueInput>;

/** Input of `queues.update`: what is left out stays; an empty description or null takes it away. */
export const updateQueueInput = z
  .object({
    name: known,
    maxConcurrency: maxConcurrency.optional(),
    defaultPriority: defaultPriority.optional(),
    description: description.nullish(),
  })
  .refine(({ name: _name, ...changes }) => Object.values(changes).some((each) => each !== undefined), {
    path: ["maxConcurrency"],
    message: "Say what is to change: maxConcurrency, defaultPriority or description.",
  });
export type UpdateQueue = z.output<typeof updateQueueInput>;

export const pauseQueueInput = z.object({
  name: known,
  /** Why, for those who wonder that nothing starts. */
  note: z.string(noteWords).trim().max(500, noteWords).optional(),
});
export const queueNameInput = z.object({ name: known });
export const listQueuesInput = z.object({}).default({});
