import { z } from "zod";
import { type CreateJob, type CreateJobInput, createJobInput } from "./create-job.ts";

const MOST_JOBS = 50;
const refWords = "A ref has 1 to 100 characters: a name for this job within the call.";
const dependsWords = "dependsOn is a list of at most 50 ids of jobs, or refs of jobs in this call.";

const placeInput = z.object({
  ref: z.string(refWords).min(1, refWords).max(100, refWords).optional(),
  dependsOn: z
    .array(z.string(dependsWords).min(1, dependsWords).max(100, dependsWords), dependsWords)
    .max(50, dependsWords)
    .optional(),
});

/** One job of `jobs.createMany`: what `jobs.create` takes, and a name by which others of the call may wait for it. */
export type OneOfManyInput = CreateJobInput & { ref?: string | undefined };
/** The same, checked: what it waits for stands beside it, by ref or id. */
export interface OneOfMany {
  ref: string | undefined;
  dependsOn: string[];
  job: CreateJob;
}

const oneInput = z
  .custom<OneOfManyInput>(
    (value) => typeof value === "object" && value !== null,
    "Give a job, as jobs.create takes it.",
  )
  .transform((value, ctx): OneOfMany => {
    const { ref, dependsOn, ...job } = value;
    const placed = placeInput.safeParse({ ref, dependsOn });
    const parsed = createJobInput.safeParse(job);
    for (const { error } of [placed, parsed])
      for (const { code: _code, ...issue } of error?.issues ?? [])
        ctx.addIssue({ ...issue, code: "custom", input: value } as never);
    if (!placed.success || !parsed.success) return z.NEVER;
    return { ref: placed.data.ref, dependsOn: placed.data.dependsOn ?? [], job: parsed.data };
  });

const jobsWords = `Give 1 to ${MOST_JOBS} jobs.`;

/** Input of `jobs.createMany`; what waits for what is in order but for cycles, which are told by their own reason. */
export const createManyInput = z
  .object({ jobs: z.array(oneInput, jobsWords).min(1, jobsWords).max(MOST_JOBS, jobsWords) })
  .superRefine(({ jobs }, ctx) => {
    const refuse = (path: (string | number)[], message: string) =>
      ctx.addIssue({ code: "custom", path: ["jobs", ...path], message, input: jobs });
    const refs = jobs.map(({ ref }) => ref);
    const keys = jobs.map(({ job }) => job.idempotencyKey);
    for (const [at, { ref, job, dependsOn }] of jobs.entries()) {
      if (ref !== undefined && refs.indexOf(ref) < at)
        refuse([at, "ref"], `Another job of this call is called ${ref}.`);
      if (ref !== undefined && z.uuid().safeParse(ref).success)
        refuse([at, "ref"], "A ref that is a UUID could be the id of another job. Choose another name.");
      if (job.idempotencyKey !== undefined && keys.indexOf(job.idempotencyKey) < at)
        refuse([at, "idempotencyKey"], "Another job of this call has the same idempotency key.");
      for (const [each, name] of dependsOn.entries())
        if (!refs.includes(name) && !z.uuid().safeParse(name).success)
          refuse([at, "dependsOn", each], `No job of this call has the ref ${name}, and it is no job's id either.`);
    }
  });
export type CreateManyInput = z.input<typeof createManyInput>;
export type CreateMany = z.output<typeof createManyInput>;
