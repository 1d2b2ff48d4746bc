import { bulkIdInput, bulkInput, countJobsInput, reviewInput } from "@fieldline/domain/bulk-input";
import {
  cancelJobInput,
  forceCompleteInput,
  reassignInput,
  resubmitInput,
  setPriorityInput,
} from "@fieldline/domain/control-job";
import { createJobInput } from "@fieldline/domain/create-job";
import { createManyInput } from "@fieldline/domain/create-many";
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
import { assigneeOf } from "./assignee.ts";
import { abortBulk, readBulk, startBulk } from "./bulk.ts";
import { cancelJob } from "./cancel-job.ts";
import { deleteJob, moveJob, tryAgain } from "./control-job.ts";
import { countJobs } from "./count-jobs.ts";
import { createJob } from "./create-job.ts";
import { createMany } from "./create-many.ts";
import { readDependencies } from "./dependencies.ts";
import { listJobs } from "./list-jobs.ts";
import { readJobAudit } from "./read-audit.ts";
import { pageOfEntries, presentJob } from "./read-job.ts";
import { readStats } from "./read-stats.ts";
import { reviewJobs } from "./review-jobs.ts";
import { revokeJobShare, shareJob, sharesOf } from "./share-job.ts";

export const jobsRouter = router({
  list: procedure.input(listJobsInput).query(({ ctx, input }) => listJobs(ctx, input)),
  count: procedure.input(countJobsInput).query(({ ctx, input }) => countJobs(ctx, input)),
  review: procedure.input(reviewInput).mutation(({ ctx, input }) => reviewJobs(ctx, input)),
  bulk: procedure.input(bulkInput).mutation(({ ctx, input }) => startBulk(ctx, input)),
  bulkStatus: procedure.input(bulkIdInput).query(({ ctx, input }) => readBulk(ctx, input.bulkId)),
  bulkAbort: procedure.input(bulkIdInput).mutation(({ ctx, input }) => abortBulk(ctx, input.bulkId)),
  get: jobProcedure.input(jobIdInput).query(({ ctx }) => presentJob(ctx.jobs, ctx.job)),
  create: procedure.input(createJobInput).mutation(({ ctx, input }) => createJob(ctx, input)),
  createMany: procedure.input(createManyInput).mutation(({ ctx, input }) => createMany(ctx, input)),
  dependencies: jobProcedure.input(jobIdInput).query(({ ctx }) => readDependencies(ctx)),
  pause: jobProcedure.input(jobIdInput).mutation(({ ctx }) => moveJob(ctx, { type: "pause" })),
  resume: jobProcedure.input(jobIdInput).mutation(({ ctx }) => moveJob(ctx, { type: "resume" })),
  cancel: jobProcedure.input(cancelJobInput).mutation(({ ctx, input }) => cancelJob(ctx, input)),
  retry: jobProcedure
    .input(cancelInput)
    .mutation(({ ctx, input }) => tryAgain(ctx, { type: "retry", reason: input.reason || null })),
  resubmit: jobProcedure
    .input(resubmitInput)
    .mutation(({ ctx, input: { reason } }) => tryAgain(ctx, { type: "resubmit", reason })),
  setPriority: jobProcedure
    .input(setPriorityInput)
    .mutation(({ ctx, input: { priority, reason } }) =>
      moveJob(ctx, { type: "setPriority", priority, reason: reason || null }),
    ),
  forceComplete: jobProcedure
    .input(forceCompleteInput)
    .mutation(({ ctx, input: { reason, result = null } }) => moveJob(ctx, { type: "forceComplete", reason, result })),
  reassign: jobProcedure
    .input(reassignInput)
    .mutation(async ({ ctx, input }) =>
      moveJob(ctx, { type: "reassign", to: await assigneeOf(ctx, input), reason: input.reason }),
    ),
  attempts: jobProcedure.input(jobIdInput).query(({ ctx }) => ctx.jobs.attempts(ctx.job.id)),
  delete: jobProcedure.input(jobIdInput).mutation(({ ctx }) => deleteJob(ctx)),
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
