import type { AuditEntry } from "@fieldline/db/audit";
import { createJob as insertJob } from "@fieldline/db/create-job";
import { findDevice } from "@fieldline/db/find-device";
import type { Config } from "@fieldline/domain/config";
import {
  type CreateCommand,
  type CreateJob,
  type CreateProbe,
  type CreateProbeOfTemplate,
  probeSpecOf,
} from "@fieldline/domain/create-job";
import { dayOf } from "@fieldline/domain/day";
import type { Device } from "@fieldline/domain/device";
import { DomainError } from "@fieldline/domain/errors";
import type { Job, ProbeSpec } from "@fieldline/domain/job";
import { newCommandJob, newJob } from "@fieldline/domain/new-job";
import { isAtLeast } from "@fieldline/domain/roles";
import { targetIssues } from "@fieldline/domain/target-refusal";
import { auditOf } from "../audit-entry.ts";
import type { SignedIn } from "../context.ts";
import { takePlace } from "../rate-limit.ts";
import { retryOf, termsOf } from "./defaults.ts";
import { unseenDependencies } from "./depend.ts";
import { dailyLimit, runningLimit } from "./limit-reached.ts";
import { makeTask } from "./make-task.ts";
import { resolveCommand } from "./resolve-command.ts";
import { resolveProbe } from "./resolve-probe.ts";

const DEFAULT_PRIORITY = 5;

/** Creates and starts a job within the limits; a known idempotency key gives the first job again. */
export async function createJob(ctx: SignedIn, input: CreateJob): Promise<Job> {
  const config = await ctx.config.read();
  const { limits, timeZone } = config;
  await takePlace(ctx, `create/${ctx.user.id}`, triesAMinute(limits));
  const made = { id: ctx.newId(), requester: ctx.user, now: ctx.clock() };
  const job = await makeJob(ctx, input, { ...made, config });
  (await unseenDependencies(ctx, job.dependsOn)).refuse(job.dependsOn);
  const { now } = made;
  const result = await insertJob(ctx.db, {
    job,
    limits,
    day: dayOf(now, timeZone),
    audit: creationOf(ctx, job),
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

/** The audit's entry of a new job. */
export function creationOf(ctx: SignedIn, { id, name, kind, spec, notes, createdAt }: Job): AuditEntry {
  const after = { name, kind, spec };
  return auditOf(ctx, { at: createdAt, action: "job.create", entityType: "job", entityId: id, after, reason: notes });
}

/** The job that an input makes, before its row stands. */
export function makeJob(ctx: SignedIn, input: CreateJob, making: Making & { config: Config }): Promise<Job> {
  if (input.kind === "probe") return makeProbe(ctx, input, making);
  return input.kind === "command" ? makeCommand(ctx, input, making) : makeTask(ctx, input, making);
}

interface Making {
  id: string;
  requester: { id: string; name: string };
  now: number;
}

async function makeProbe(
  ctx: SignedIn,
  asked: CreateProbe | CreateProbeOfTemplate,
  { config, ...making }: Making & { config: Config },
) {
  const input = "given" in asked ? await resolveProbe(ctx, asked) : asked;
  const spec = probeSpecOf(input, ctx.randomSeed());
  refuseDeniedTarget(config, spec);
  const { vantage } = spec;
  const device = vantage.kind === "device" ? await getProber(ctx, vantage.deviceId) : undefined;
  return newJob(input, { ...making, spec, device });
}

/** What runs as a program on a device takes an operator. */
async function makeCommand(ctx: SignedIn, input: CreateCommand, making: Making) {
  if (!isAtLeast(ctx.user.role, "operator"))
    throw new DomainError(
      "FORBIDDEN",
      `Your role, ${ctx.user.role}, may not run commands on devices; it takes the role operator. Ask an administrator.`,
    );
  const { spec, defaults, templateId } = await resolveCommand(ctx, input);
  const { kind: _kind, ...terms } = input;
  return newCommandJob(
    {
      ...termsOf(terms, defaults),
      priority: input.priority ?? defaults.priority ?? DEFAULT_PRIORITY,
      timeoutMs: input.timeoutMs ?? defaults.timeoutMs,
      queueTtlMs: input.queueTtlMs ?? defaults.queueTtlMs,
      retry: input.retry ?? retryOf(defaults),
      templateId,
    },
    { ...making, spec },
  );
}

/** The device that is to measure; throws DEVICE_NOT_FOUND, and INVALID_INPUT where it takes no probes. */
async function getProber(ctx: SignedIn, id: string): Promise<Device> {
  const device = await findDevice(ctx.db, id);
  const path = "vantage.deviceId";
  if (!device || device.revokedAt !== null) {
    const message = "There is no such device, or it was revoked. Choose one that is enrolled.";
    throw new DomainError("DEVICE_NOT_FOUND", message, { issues: [{ path, message }] });
  }
  if (device.capabilities.kinds.includes("probe")) return device;
  const message = `${device.name} takes no probes. Choose another device, or measure from the edge.`;
  throw new DomainError("INVALID_INPUT", message, { issues: [{ path, message }] });
}

/** Refused tries count too; nobody makes more jobs in a minute than in a day. */
export function triesAMinute({ jobsPerUserPerDay }: Config["limits"]) {
  return { limit: Math.max(300, jobsPerUserPerDay), windowMs: 60_000 };
}

/** What is known before the probe starts is refused here; a name is resolved and checked when a packet goes out. */
function refuseDeniedTarget(config: Config, spec: ProbeSpec): void {
  const issues = targetIssues(config, spec);
  if (issues[0]) throw new DomainError("TARGET_DENIED", issues[0].message, { issues });
}

/** The row stands already: an object that could not be started now is started by the sweeper. */
export async function startedOrRow(ctx: SignedIn, job: Job, config: Config): Promise<Job> {
  try {
    return await ctx.jobs.start(job, config);
  } catch (error) {
    ctx.reportError(error);
    return job;
  }
}
