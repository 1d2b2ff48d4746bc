import type { Caller } from "../access/caller.ts";
import { DomainError } from "../errors.ts";
import { type Actor, ENDED_STATUSES, isEnded, type Job, type JobStatus } from "../job/job.ts";
import { isDeviceWork } from "../job/new-job.ts";
import { changeBy } from "./changes.ts";
import { effectsOf } from "./effects.ts";
import { AUDITED, type Doing, type Effect, type JobEvent, SYSTEM, type Transition } from "./events.ts";

export {
  type Assignee,
  type Dependency,
  type Doing,
  type Effect,
  type JobEvent,
  type LogDraft,
  type Outcome,
  SYSTEM,
  type Transition,
} from "./events.ts";

const BEFORE_THE_END: readonly JobStatus[] = ["scheduled", "blocked", "queued", "assigned", "running", "paused"];
const UNDER_WAY: readonly JobStatus[] = ["running", "paused"];
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
  accept: ["scheduled", "blocked", "queued", "assigned", "running"],
  activate: ["scheduled"],
  dependencyEnded: ["scheduled", "blocked"],
  begin: ["queued", "assigned"],
  release: UNDER_WAY,
  pause: ["running"],
  resume: ["paused"],
  cancel: BEFORE_THE_END,
  complete: UNDER_WAY,
  fail: BEFORE_THE_END,
  reject: ["assigned", "running", "paused"],
  timeOut: ["queued", "assigned", "running", "paused"],
  lose: UNDER_WAY,
  find: UNDER_WAY,
  progress: UNDER_WAY,
  retry: ["failed", "timed_out"],
  resubmit: ENDED_STATUSES,
  setPriority: BEFORE_THE_END,
  forceComplete: BEFORE_THE_END,
  reassign: BEFORE_THE_END,
};
/** What a job that is over can still be asked. */
const ANEW: readonly JobEvent["type"][] = ["retry", "resubmit"];

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
    effects: [...effectsOf(job, next, event), { type: "project" }, ...auditOf(event)],
    ...(ended && { ended }),
  };
}

function refuseIllegal(job: Job, event: JobEvent): void {
  const { status } = job;
  if (isEnded(status) && !ANEW.includes(event.type))
    throw new DomainError("JOB_ENDED", `This job has ended: it is ${words(status)}. Run it again to start a new one.`, {
      status,
    });
  if (!isOfItsWork(job, event) || !isLegal(job, event))
    throw new DomainError("ILLEGAL_TRANSITION", illegalWords(job, event.type), { status, event: event.type });
}

function isOfItsWork(job: Job, { type }: JobEvent): boolean {
  if (type === "reassign") return job.kind !== "probe";
  if (ANEW.includes(type)) return job.kind !== "probe";
  if (DEVICE_EVENTS.includes(type) && !isDeviceWork(job)) return false;
  return (type !== "lose" && type !== "find") || job.kind === "probe";
}

/** A job that nobody has taken on has no start yet: it can be taken on, or ended. */
function isLegal({ status, version }: Job, { type }: JobEvent): boolean {
  const isInTime = type === "cancel" || type === "fail" || (type === "accept") === (version === 0);
  return isInTime && LEGAL_FROM[type].includes(status);
}

function auditOf(event: JobEvent): Effect[] {
  if (!isDoing(event)) return [];
  const reason = "reason" in event ? event.reason || null : null;
  return [{ type: "audit", action: AUDITED[event.type], reason, ...callerOf(event) }];
}

function isDoing(event: JobEvent): event is Doing {
  return Object.hasOwn(AUDITED, event.type);
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
  dependencyEnded: "hear of what it waits for",
  resubmit: "be run again",
  setPriority: "be given another priority",
  forceComplete: "be completed by hand",
  reassign: "be given to another",
};

function illegalWords({ status, version, kind }: Job, event: JobEvent["type"]): string {
  if (version === 0 && event !== "accept")
    return `A job that is only just being started cannot ${VERBS[event]}. Try again in a moment.`;
  if (ANEW.includes(event) && kind === "probe")
    return "A probe keeps the samples of one run. Start it again as a new job instead.";
  if (event === "reassign") return "A probe stays where it measures. Start another one from another device instead.";
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
