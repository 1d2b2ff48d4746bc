import { createJobInput } from "@fieldline/domain/create-job";
import {
  cancelInput,
  jobIdInput,
  listJobsInput,
  logInput,
  samplesInput,
  seriesInput,
} from "@fieldline/domain/list-jobs";
import { procedure, router } from "../trpc.ts";
import { controlJob } from "./control-job.ts";
import { createJob } from "./create-job.ts";
import { listJobs } from "./list-jobs.ts";
import { getJob, getJobRow, pageOfEntries } from "./read-job.ts";
import { readStats } from "./read-stats.ts";

export const jobsRouter = router({
  list: procedure.input(listJobsInput).query(({ ctx, input }) => listJobs(ctx, input)),
  get: procedure.input(jobIdInput).query(({ ctx, input }) => getJob(ctx, input.id)),
  create: procedure.input(createJobInput).mutation(({ ctx, input }) => createJob(ctx, input)),
  pause: procedure.input(jobIdInput).mutation(({ ctx, input }) => controlJob(ctx, input.id, ctx.jobs.pause)),
  resume: procedure.input(jobIdInput).mutation(({ ctx, input }) => controlJob(ctx, input.id, ctx.jobs.resume)),
  cancel: procedure
    .input(cancelInput)
    .mutation(({ ctx, input }) =>
      controlJob(ctx, input.id, (id, actor) => ctx.jobs.cancel(id, actor, input.reason || null)),
    ),
  delete: procedure.input(jobIdInput).mutation(({ ctx, input }) => controlJob(ctx, input.id, ctx.jobs.remove)),
  samples: procedure.input(samplesInput).query(({ ctx, input }) => pageOfEntries(ctx, input, ctx.jobs.samples)),
  log: procedure.input(logInput).query(({ ctx, input }) => pageOfEntries(ctx, input, ctx.jobs.log)),
  summary: procedure.input(jobIdInput).query(async ({ ctx, input }) => {
    const { summary, verdict } = await getJob(ctx, input.id);
    return { summary, verdict };
  }),
  series: procedure.input(seriesInput).query(async ({ ctx, input: { id, ...range } }) => {
    await getJobRow(ctx, id);
    return ctx.jobs.series(id, range);
  }),
  stats: procedure.query(({ ctx }) => readStats(ctx)),
});
