import { createJobInput } from "@fieldline/domain/create-job";
import { jobAuditInput } from "@fieldline/domain/list-audit";
import {
  cancelInput,
  jobIdInput,
  listJobsInput,
  logInput,
  samplesInput,
  seriesInput,
} from "@fieldline/domain/list-jobs";
import { revokeShareInput, shareInput } from "@fieldline/domain/share";
import { jobProcedure, procedure, router } from "../trpc.ts";
import { controlJob } from "./control-job.ts";
import { createJob } from "./create-job.ts";
import { listJobs } from "./list-jobs.ts";
import { readJobAudit } from "./read-audit.ts";
import { pageOfEntries, presentJob } from "./read-job.ts";
import { readStats } from "./read-stats.ts";
import { revokeJobShare, shareJob, sharesOf } from "./share-job.ts";

export const jobsRouter = router({
  list: procedure.input(listJobsInput).query(({ ctx, input }) => listJobs(ctx, input)),
  get: jobProcedure.input(jobIdInput).query(({ ctx }) => presentJob(ctx.jobs, ctx.job)),
  create: procedure.input(createJobInput).mutation(({ ctx, input }) => createJob(ctx, input)),
  pause: jobProcedure.input(jobIdInput).mutation(({ ctx }) => controlJob(ctx, ctx.jobs.pause)),
  resume: jobProcedure.input(jobIdInput).mutation(({ ctx }) => controlJob(ctx, ctx.jobs.resume)),
  cancel: jobProcedure
    .input(cancelInput)
    .mutation(({ ctx, input }) => controlJob(ctx, (id, by) => ctx.jobs.cancel(id, by, input.reason || null))),
  retry: jobProcedure
    .input(cancelInput)
    .mutation(({ ctx, input }) => controlJob(ctx, (id, by) => ctx.jobs.retry(id, by, input.reason || null))),
  attempts: jobProcedure.input(jobIdInput).query(async ({ ctx }) => ({ items: await ctx.jobs.attempts(ctx.job.id) })),
  delete: jobProcedure.input(jobIdInput).mutation(({ ctx }) => controlJob(ctx, ctx.jobs.remove)),
  samples: jobProcedure.input(samplesInput).query(({ ctx, input }) => pageOfEntries(input, ctx.jobs.samples)),
  log: jobProcedure.input(logInput).query(({ ctx, input }) => pageOfEntries(input, ctx.jobs.log)),
  summary: jobProcedure.input(jobIdInput).query(async ({ ctx }) => {
    const { summary, verdict } = await presentJob(ctx.jobs, ctx.job);
    return { summary, verdict };
  }),
  series: jobProcedure.input(seriesInput).query(({ ctx, input: { id, ...range } }) => ctx.jobs.series(id, range)),
  audit: jobProcedure.input(jobAuditInput).query(({ ctx, input }) => readJobAudit(ctx, input)),
  share: jobProcedure.input(shareInput).mutation(({ ctx, input }) => shareJob(ctx, input)),
  shares: jobProcedure.input(jobIdInput).query(({ ctx }) => sharesOf(ctx)),
  revokeShare: jobProcedure.input(revokeShareInput).mutation(({ ctx, input }) => revokeJobShare(ctx, input)),
  stats: procedure.query(({ ctx }) => readStats(ctx)),
});
