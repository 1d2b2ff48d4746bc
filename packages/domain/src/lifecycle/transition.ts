import type { Caller } from "../access/caller.ts";
import { DomainError } from "../errors.ts";
import { type Actor, isEnded, type Job, type JobStatus } from "../job/job.ts";
import { isDeviceWork } from "../job/new-job.ts";
import { changeBy } from "./changes.ts";
import { type Effect, type JobEvent, SYSTEM, type Transition } from "./events.ts";

export { type Effect, type JobEvent, type LogDraft, type Outcome, SYSTEM, type Transition } from "./events.ts";

const BEFORE_THE_END: readonly JobStatus[] = ["scheduled", "blocked", "queued", "assigned", "running", "paused"];
const UNDER_WAY: readonly JobStatus[] = ["running", "paused"];
/** Where an attempt comes to that its device may still be at: its end, or the wait for another try. */
const ENDED_FROM_HERE: readonly JobStatus[] = ["cancelled", "timed_out", "failed", "scheduled"];
/** What happens to the work of a device alone. */
const DEVICE_EVENTS: readonly JobEvent["type"][] = [
  "begin",
  "release",
  "reject",
  "timeOut",
  "lose",
  "find",
  "progress",
];

const LEGAL_FROM: Record<JobEvent["type"], readonly JobStatus[]> = {
  accept: ["scheduled", "assigned", "running"],
  activate: ["scheduled"],
  begin: ["assigned"],
  release: UNDER_WAY,
  pause: ["running"],
  resume: ["paused"],
  cancel: BEFORE_THE_END,
  complete: UNDER_WAY,
  fail: BEFORE_THE_END,
  reject: ["assigned", "running", "paused"],
  timeOut: ["assigned", "running", "paused"],
  lose: UNDER_WAY,
  find: UNDER_WAY,
  progress: UNDER_WAY,
  retry: ["failed", "timed_out"],
};

/**
 * The job after `event` at `now` (epoch ms), with what is logged and what it owes.
 * Throws JOB_ENDED for a job that is over, ILLEGAL_TRANSITION where its status does not allow the event.
 */
export function transition(job: Job, event: JobEvent, now: number): Transition {
  refuseIllegal(job, event);
  // A clock that stepped back does not take the job's history with it.
  const at = Math.max(now, job.updatedAt);
  const { changed, message, level = "info", ended } = changeBy(job, event, at);
  const next: Job = { ...job, ...changed, version: job.version + 1, updatedAt: at };
  const actor = "actor" in event && event.actor ? event.actor : SYSTEM;
  const kind = event.type === "progress" ? ("progress" as const) : ("transition" as const);
  const entry = { at, attempt: job.attempt, level, kind, message, actor };
  return {
    job: next,
    log: message ? [kind === "transition" ? { ...entry, status: next.status } : entry] : [],
    effects: [...deviceEffects(job, next), { type: "project" }, ...auditOf(event)],
    ...(ended && { ended }),
  };
}

function refuseIllegal(job: Job, event: JobEvent): void {
  const { status } = job;
  if (isEnded(status) && event.type !== "retry")
    throw new DomainError("JOB_ENDED", `This job has ended: it is ${words(status)}. Run it again to start a new one.`, {
      status,
    });
  if (!isOfItsWork(job, event) || !isLegal(job, event))
    throw new DomainError("ILLEGAL_TRANSITION", illegalWords(job, event.type), { status, event: event.type });
}

function isOfItsWork(job: Job, { type }: JobEvent): boolean {
  if (type === "retry") return job.kind === "command";
  if (DEVICE_EVENTS.includes(type) && !isDeviceWork(job)) return false;
  return (type !== "lose" && type !== "find") || job.kind === "probe";
}

/** A job that nobody has taken on has no start yet: it can be taken on, or ended. */
function isLegal({ status, version }: Job, { type }: JobEvent): boolean {
  const isInTime = type === "cancel" || type === "fail" || (type === "accept") === (version === 0);
  return isInTime && LEGAL_FROM[type].includes(status);
}

/** What the job's device is owed by a change of status or attempt. */
function deviceEffects(before: Job, after: Job): Effect[] {
  if (!isDeviceWork(after)) return [];
  const isNewAttempt = after.attempt !== before.attempt;
  const effects: Effect[] = [];
  if (before.version > 0 && (isEnded(after.status) || isNewAttempt) && !isEnded(before.status))
    effects.push({ type: "withdraw", attempt: before.attempt });
  if (after.status === "assigned" && (before.status !== "assigned" || isNewAttempt || before.version === 0))
    effects.push({ type: "offer" });
  const wish = wishAfter(before.status, after.status);
  if (wish) effects.push({ type: "control", attempt: before.attempt, wish });
  return effects;
}

function wishAfter(before: JobStatus, after: JobStatus) {
  if (after === "paused" && before === "running") return "pause" as const;
  if (after === "running" && before === "paused") return "resume" as const;
  const wasUnderWay = UNDER_WAY.includes(before);
  return wasUnderWay && ENDED_FROM_HERE.includes(after) ? "cancel" : undefined;
}

const AUDITED = { pause: "job.pause", resume: "job.resume", cancel: "job.cancel", retry: "job.retry" } as const;

function auditOf(event: JobEvent): Effect[] {
  if (event.type !== "pause" && event.type !== "resume" && event.type !== "cancel" && event.type !== "retry") return [];
  const reason = "reason" in event ? event.reason || null : null;
  return [{ type: "audit", action: AUDITED[event.type], reason, ...callerOf(event) }];
}

function callerOf({ actor, request }: Caller): { actor: Actor; request?: NonNullable<Caller["request"]> } {
  return { actor, ...(request && { request }) };
}

const VERBS: Record<JobEvent["type"], string> = {
  accept: "be started again",
  activate: "start at its scheduled time",
  begin: "be taken on",
  release: "be handed back",
  pause: "be paused",
  resume: "be resumed",
  cancel: "be cancelled",
  complete: "be completed",
  fail: "fail",
  reject: "be rejected",
  timeOut: "time out",
  lose: "lose its device",
  find: "find its device",
  progress: "progress",
  retry: "be tried again",
};

function illegalWords({ status, version, kind }: Job, event: JobEvent["type"]): string {
  if (version === 0 && event !== "accept")
    return `A job that is only just being started cannot ${VERBS[event]}. Try again in a moment.`;
  if (event === "retry" && kind === "probe")
    return "A probe keeps the samples of one run. Start it again as a new job instead.";
  return `A job that is ${words(status)} cannot ${VERBS[event]}. ${remedy(event)}`;
}

function remedy(event: JobEvent["type"]): string {
  if (event === "pause") return "Only a running job can be paused.";
  if (event === "resume") return "Only a paused job can be resumed.";
  if (event === "retry") return "Only a job that has failed or timed out can be tried again.";
  return "Read the job again to see its present state.";
}

function words(status: JobStatus): string {
  return status.replace("_", " ");
}
