import { readConfig } from "@fieldline/db/config";
import { createJob as insertJob } from "@fieldline/db/create-job";
import type { Config } from "@fieldline/domain/config";
import { type CreateJob, probeSpecOf } from "@fieldline/domain/create-job";
import { DomainError } from "@fieldline/domain/errors";
import type { Job } from "@fieldline/domain/job";
import { newJob } from "@fieldline/domain/new-job";
import { actorOf, type Context } from "../context.ts";

/** Creates and starts a job within the limits; a known idempotency key gives the first job again. */
export async function createJob(ctx: Context, input: CreateJob): Promise<Job> {
  const config = await readConfig(ctx.db);
  const { limits } = config;
  const now = ctx.clock();
  const job = newJob(input, {
    id: ctx.newId(),
    spec: probeSpecOf(input, ctx.randomSeed()),
    requester: ctx.user,
    now,
  });
  const result = await insertJob(ctx.db, {
    job,
    limits,
    audit: {
      id: ctx.newId(),
      at: now,
      actor: actorOf(ctx),
      action: "job.create",
      entityType: "job",
      entityId: job.id,
      before: null,
      after: { name: job.name, kind: job.kind, spec: job.spec },
      reason: job.notes,
    },
  });
  switch (result.outcome) {
    case "created":
      return startedOrRow(ctx, job, config);
    case "repeated":
      return (await ctx.jobs.describe(result.job.id)) ?? result.job;
    case "daily-limit":
      throw dailyLimit(result.used, limits.jobsPerUserPerDay, now);
    case "running-limit":
      throw runningLimit(result.running, limits.runningJobs);
  }
}

/** The row stands already: an object that could not be started now is started by the sweeper. */
async function startedOrRow(ctx: Context, job: Job, config: Config): Promise<Job> {
  try {
    return await ctx.jobs.start(job, config);
  } catch (error) {
    ctx.reportError(error);
    return job;
  }
}

function dailyLimit(used: number, limit: number, now: number): DomainError {
  const resetsAt = (Math.floor(now / 86_400_000) + 1) * 86_400_000;
  return new DomainError(
    "LIMIT_JOBS_PER_DAY",
    `You have created ${used} of ${limit} jobs today. The limit resets at 00:00 UTC; an administrator can raise it under limits.jobsPerUserPerDay.`,
    { used, limit, resetsAt },
  );
}

function runningLimit(running: number, limit: number): DomainError {
  return new DomainError(
    "LIMIT_RUNNING_JOBS",
    `${running} of ${limit} probes are running, paused or scheduled. One more can start when one of them ends; cancel one, or ask an administrator to raise limits.runningJobs.`,
    { running, limit },
  );
}
