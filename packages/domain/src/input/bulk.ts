import { z } from "zod";
import { BULK_ACTIONS, MAX_BULK_JOBS } from "../bulk/bulk.ts";
import { priorityInput } from "./job-terms.ts";
import { jobFilter, jobId } from "./list-jobs.ts";

const tooManyIds = (most: number) => `Give the ids of 1 to ${most.toLocaleString("en-US")} jobs.`;
const idsUpTo = (most: number) =>
  z
    .array(jobId, tooManyIds(most))
    .min(1, tooManyIds(most))
    .max(most, tooManyIds(most))
    .transform((ids) => [...new Set(ids)]);
const reason = z.string().trim().max(500, "A reason has at most 500 characters.").optional();

/** A filter in which a field that there is not would pass for no filter at all. */
const exactFilter = z.strictObject(
  jobFilter.shape,
  "A filter is an object with the fields of the list of jobs, and no others.",
);

/** Input of `jobs.count`. */
export const countJobsInput = exactFilter.default({});
export type JobFilter = z.output<typeof jobFilter>;

/** Input of `jobs.review`. */
export const reviewInput = z.object({ ids: idsUpTo(100), reason });
export type Review = z.output<typeof reviewInput>;

const countWords = `A bulk takes 1 to ${MAX_BULK_JOBS.toLocaleString("en-US")} jobs. Say how many the filter matches, as jobs.count tells it; narrow the filter where they are more.`;

const given = z.object({
  ids: idsUpTo(1_000).optional(),
  filter: exactFilter.optional(),
  expectedCount: z.int(countWords).min(1, countWords).max(MAX_BULK_JOBS, countWords).optional(),
  action: z.enum(BULK_ACTIONS, `The action is one of ${BULK_ACTIONS.join(", ")}.`),
  reason,
  priority: priorityInput.optional(),
  deviceId: z.uuid("A device's id is a UUID.").toLowerCase().optional(),
  queue: z.string("A queue is named by its name.").min(1).max(100).optional(),
});
export type BulkInput = z.output<typeof given>;

const RULES: { isWrong(input: BulkInput): boolean; path: keyof BulkInput; message: string }[] = [
  {
    isWrong: ({ ids, filter }) => (ids === undefined) === (filter === undefined),
    path: "ids",
    message: "Give either the ids of the jobs, or a filter that finds them.",
  },
  {
    isWrong: ({ filter, expectedCount }) => (filter === undefined) !== (expectedCount === undefined),
    path: "expectedCount",
    message: "With a filter say how many jobs it matches, as jobs.count tells it; with ids leave it out.",
  },
  {
    isWrong: ({ action, priority }) => (action === "setPriority") !== (priority !== undefined),
    path: "priority",
    message: "Give a priority, 1 to 10, with setPriority; leave it out with any other action.",
  },
  {
    isWrong: ({ action, deviceId, queue }) =>
      [deviceId, queue].filter((each) => each !== undefined).length !== (action === "reassign" ? 1 : 0),
    path: "deviceId",
    message: "With reassign give either the device that is to have the jobs or their queue; leave both out otherwise.",
  },
  {
    isWrong: ({ action, reason: given }) => action === "reassign" && !given,
    path: "reason",
    message: "Say why they are given to another, in 1 to 500 characters.",
  },
];

/** Input of `jobs.bulk`. */
export const bulkInput = given.superRefine((input, ctx) => {
  for (const { isWrong, path, message } of RULES)
    if (isWrong(input)) ctx.addIssue({ code: "custom", path: [path], message });
});

/** Input of `jobs.bulkStatus` and `jobs.bulkAbort`. */
export const bulkIdInput = z.object({ bulkId: z.uuid("A bulk's id is a UUID.").toLowerCase() });
