import { z } from "zod";
import { JOB_KINDS, JOB_STATUSES } from "../job/job.ts";

export const jobId = z.uuid("A job's id is a UUID.").toLowerCase();

/** A search needs so many characters: the index is over runs of three. */
export const MIN_SEARCH_LENGTH = 3;

const timestamp = z.int().min(0).max(8_640_000_000_000);

/** What narrows a list of jobs; every field that is given must match. */
export const jobFilter = z.object({
  status: z.array(z.enum(JOB_STATUSES)).max(JOB_STATUSES.length).optional(),
  kind: z.array(z.enum(JOB_KINDS)).max(JOB_KINDS.length).optional(),
  /** Part of an account number, MAC (any separator), IP, host, name or id; three characters or more. */
  search: z
    .string()
    .trim()
    .max(200, "A search has at most 200 characters.")
    .transform((text) => text.replace(/\p{Cc}+/gu, " "))
    .optional(),
  queue: z.string().max(100).optional(),
  requesterId: z.string().max(100).optional(),
  deviceId: z.string().max(100).optional(),
  templateId: z.string().max(100).optional(),
  rolloutId: z.string().max(100).optional(),
  scheduleId: z.string().max(100).optional(),
  /** Commands and tasks that ended badly and that nobody has looked at. */
  isUnreviewed: z.boolean().optional(),
  from: timestamp.optional(),
  to: timestamp.optional(),
});

export const JOB_SORTS = ["-createdAt", "createdAt", "-updatedAt", "-lossPercent"] as const;

/** Input of `jobs.list`. */
export const listJobsInput = jobFilter
  .extend({
    sort: z.enum(JOB_SORTS).default("-createdAt"),
    limit: z.int().min(1).max(100, "A page has at most 100 items.").default(50),
    cursor: z.string().max(400).nullish(),
  })
  .default({ sort: "-createdAt", limit: 50 });
export type ListJobsInput = z.input<typeof listJobsInput>;
export type ListJobs = z.output<typeof listJobsInput>;

export const jobIdInput = z.object({ id: jobId });
export const cancelInput = z.object({
  id: jobId,
  reason: z.string().trim().max(500, "A reason has at most 500 characters.").optional(),
  force: z.boolean().optional(),
});

const afterSeq = z.int().min(0).default(0);
export const samplesInput = z.object({ id: jobId, afterSeq, limit: z.int().min(1).max(10_000).default(1_000) });
export const logInput = z.object({ id: jobId, afterSeq, limit: z.int().min(1).max(1_000).default(1_000) });
export const seriesInput = z.object({
  id: jobId,
  from: timestamp.optional(),
  to: timestamp.optional(),
  points: z.int().min(1).max(2_000).default(600),
});
