import type { AuditEntry } from "@fieldline/db/audit";
import { findPerson } from "@fieldline/db/people";
import { refuseStart, runsToCancel, type Start, startWithJob, startWithRollout } from "@fieldline/db/schedule-starts";
import { DomainError, type Result } from "@fieldline/domain/errors";
import type { Actor, Job } from "@fieldline/domain/job";
import { isAtLeast } from "@fieldline/domain/roles";
import type { RolloutPlan } from "@fieldline/domain/rollout-plan";
import type { Context, SignedIn } from "../context.ts";
import { creationOf as jobCreationOf, startedOrRow as startedJob } from "../jobs/create-job.ts";
import { creationOf as rolloutCreationOf, startedOrRow as startedRollout } from "../rollouts/create-rollout.ts";
import { workOf } from "./work-of.ts";

/** What starts a run, in the name of its schedule's owner. */
export type Starting = Omit<Context, "user" | "device">;

/** A fault of the server's own, or of a moment: the run may be started later. */
const PASSING = new Set(["UNAVAILABLE", "INTERNAL", "RATE_LIMITED"]);

/**
 * Starts what a recorded run is to start, once, however often this is called; or says in its record why it cannot be
 * started. Throws what may be otherwise later.
 */
export async function startRun(ctx: Starting, start: Start): Promise<void> {
  try {
    await startWork(await asOwner(ctx, start), start);
  } catch (error) {
    if (!(error instanceof DomainError) || PASSING.has(error.code)) throw error;
    await refuseStart(ctx.db, start, error.message);
  }
}

/** Throws FORBIDDEN where the owner may not run it any more. */
async function asOwner(ctx: Starting, { schedule: { ownerId, ownerName } }: Start): Promise<SignedIn> {
  const owner = await findPerson(ctx.db, ownerId);
  if (!owner || owner.disabledAt !== null)
    throw new DomainError("FORBIDDEN", `Its owner, ${ownerName}, is shut out. Whoever changes what it runs owns it.`);
  const { id, role, name, email } = owner;
  if (!isAtLeast(role, "operator"))
    throw new DomainError("FORBIDDEN", `Its owner, ${name}, is a ${role}; schedules take the role operator.`);
  const user = { id, role, name, email, seesOthers: true, via: "session" as const, sessionId: null, token: null };
  return { ...ctx, device: null, user };
}

async function startWork(ctx: SignedIn, start: Start): Promise<void> {
  const work = await workOf(ctx, start.schedule, start.dueAt);
  if (start.schedule.overlap === "cancel") await cancelOldest(ctx, start);
  if ("plan" in work) await startRollout(ctx, start, work.plan);
  else await startJob(ctx, start, work.job);
}

async function startJob(ctx: SignedIn, start: Start, job: Job): Promise<void> {
  const config = await ctx.config.read();
  const { runningJobs: runningProbes } = config.limits;
  const audit = bySchedule(jobCreationOf(ctx, job), start);
  if (await startWithJob(ctx.db, start, { job, audit, runningProbes })) await startedJob(ctx, job, config);
  else if (job.kind === "probe")
    throw new DomainError("LIMIT_RUNNING_JOBS", `As many probes are under way as may be at once: ${runningProbes}`);
}

async function startRollout(ctx: SignedIn, start: Start, plan: RolloutPlan): Promise<void> {
  const audit = bySchedule(rolloutCreationOf(ctx, plan.rollout), start);
  if (await startWithRollout(ctx.db, start, { plan, audit })) await startedRollout(ctx, plan);
}

/** Makes room: the oldest runs end, so that no more are under way than may be. */
async function cancelOldest(ctx: SignedIn, start: Start): Promise<void> {
  const reason = "The next run of its schedule was due";
  const by = { actor: actorOf(start) };
  for (const { jobId, rolloutId } of await runsToCancel(ctx.db, start)) {
    if (rolloutId !== null) refuseUnlessOver(await ctx.rollouts.cancel(rolloutId, by, { force: true, reason }));
    else if (jobId !== null) refuseUnlessOver(await ctx.jobs.control(jobId, { type: "cancel", reason, ...by }));
  }
}

/** What is over already, or gone, needs no cancelling. */
function refuseUnlessOver(result: Result<unknown>): void {
  if (result.ok || ["JOB_ENDED", "JOB_NOT_FOUND", "ROLLOUT_ENDED", "ROLLOUT_NOT_FOUND"].includes(result.code)) return;
  throw new Error(`The run before could not be cancelled: ${result.message}`);
}

function actorOf({ schedule: { id, name } }: Start): Actor {
  return { kind: "schedule", id, name };
}

function bySchedule(entry: AuditEntry, start: Start): AuditEntry {
  return { ...entry, actor: actorOf(start) };
}
