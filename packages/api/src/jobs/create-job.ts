import { createJob as insertJob } from "@fieldline/db/create-job";
import type { Config } from "@fieldline/domain/config";
import { type CreateJob, probeSpecOf } from "@fieldline/domain/create-job";
import { dayOf } from "@fieldline/domain/day";
import { DomainError } from "@fieldline/domain/errors";
import type { Job, ProbeSpec } from "@fieldline/domain/job";
import { newJob } from "@fieldline/domain/new-job";
import { targetIssues } from "@fieldline/domain/target-refusal";
import { auditOf } from "../audit-entry.ts";
import type { SignedIn } from "../context.ts";
import { takePlace } from "../rate-limit.ts";
import { dailyLimit, runningLimit } from "./limit-reached.ts";

/** Creates and starts a job within the limits; a known idempotency key gives the first job again. */
export async function createJob(ctx: SignedIn, input: CreateJob): Promise<Job> {
  const config = await ctx.config.read();
  const { limits, timeZone } = config;
  await takePlace(ctx, `create/${ctx.user.id}`, triesAMinute(limits));
  const now = ctx.clock();
  const spec = probeSpecOf(input, ctx.randomSeed());
  refuseDeniedTarget(config, spec);
  const job = newJob(input, {
    id: ctx.newId(),
    spec,
    requester: ctx.user,
    now,
  });
  const result = await insertJob(ctx.db, {
    job,
    limits,
    day: dayOf(now, timeZone),
    audit: auditOf(ctx, {
      at: now,
      action: "job.create",
      entityType: "job",
      entityId: job.id,
      after: { name: job.name, kind: job.kind, spec: job.spec },
      reason: job.notes,
    }),
  });
  switch (result.outcome) {
    case "created":
      return startedOrRow(ctx, job, config);
    case "repeated":
      return (await ctx.jobs.describe(result.job.id)) ?? result.job;
    case "daily-limit":
      throw dailyLimit(result.used, { limit: limits.jobsPerUserPerDay, now, timeZone });
    case "running-limit":
      throw runningLimit(result, { limit: limits.runningJobs, now });
  }
}

/** Refused tries count too; nobody makes more jobs in a minute than in a day. */
function triesAMinute({ jobsPerUserPerDay }: Config["limits"]) {
  return { limit: Math.max(300, jobsPerUserPerDay), windowMs: 60_000 };
}

/** What is known before the probe starts is refused here; a name is resolved and checked when a packet goes out. */
function refuseDeniedTarget(config: Config, spec: ProbeSpec): void {
  const issues = targetIssues(config, spec);
  if (issues[0]) throw new DomainError("TARGET_DENIED", issues[0].message, { issues });
}

/** The row stands already: an object that could not be started now is started by the sweeper. */
async function startedOrRow(ctx: SignedIn, job: Job, config: Config): Promise<Job> {
  try {
    return await ctx.jobs.start(job, config);
  } catch (error) {
    ctx.reportError(error);
    return job;
  }
}
