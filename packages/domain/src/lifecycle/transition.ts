import type { Caller } from "../access/caller.ts";
import { DomainError } from "../errors.ts";
import { type Actor, isEnded, type Job, type JobStatus, type LogEntry } from "../job/job.ts";
import { phaseMs } from "../probe/grid.ts";

export type JobEvent =
  /** The object has taken the job on: what waits for nothing starts. */
  | { type: "accept" }
  /** The time of `runAt` has come. */
  | { type: "activate" }
  | ({ type: "pause" } & Caller)
  | ({ type: "resume" } & Caller)
  | ({ type: "cancel"; reason: string | null } & Caller)
  | { type: "complete" }
  | { type: "fail"; code: string; message: string };

/** What a transition owes to the world outside the job's object. */
export type Effect =
  /** Write the job's row and tell the feed. */
  | { type: "project" }
  /** Write one audit entry: a person or the API did this. */
  | ({ type: "audit"; action: "job.pause" | "job.resume" | "job.cancel"; reason: string | null } & Caller);

export type LogDraft = Omit<LogEntry, "seq">;

export interface Transition {
  job: Job;
  log: LogDraft;
  effects: Effect[];
}

export const SYSTEM: Actor = { kind: "system", id: "fieldline", name: "Fieldline" };

/** A job that starts at once waits this much at most, so that a burst of them does not tick in step. */
const START_SPREAD_MS = 250;
/** Jobs scheduled for the same moment are spread over a second, or over their cadence where it is shorter. */
const SCHEDULE_SPREAD_MS = 1_000;

const LEGAL_FROM: Record<JobEvent["type"], readonly JobStatus[]> = {
  accept: ["scheduled", "running"],
  activate: ["scheduled"],
  pause: ["running"],
  resume: ["paused"],
  cancel: ["scheduled", "blocked", "queued", "assigned", "running", "paused"],
  complete: ["running"],
  fail: ["scheduled", "blocked", "queued", "assigned", "running", "paused"],
};

/**
 * The job after `event` at `now` (epoch ms), with its one log entry and what it owes.
 * Throws JOB_ENDED for a job that is over, ILLEGAL_TRANSITION where its status does not allow the event.
 */
export function transition(job: Job, event: JobEvent, now: number): Transition {
  if (isEnded(job.status))
    throw new DomainError(
      "JOB_ENDED",
      `This job has ended: it is ${words(job.status)}. Run it again to start a new one.`,
      {
        status: job.status,
      },
    );
  if (!isLegal(job, event))
    throw new DomainError("ILLEGAL_TRANSITION", illegalWords(job, event.type), {
      status: job.status,
      event: event.type,
    });
  // A clock that stepped back does not take the job's history with it.
  const at = Math.max(now, job.updatedAt);
  const { changed, message, level = "info" } = apply(job, event, at);
  const next = { ...job, ...changed, version: job.version + 1, updatedAt: at };
  const actor = "actor" in event ? event.actor : SYSTEM;
  return {
    job: next,
    log: { at, attempt: next.attempt, level, kind: "transition", status: next.status, message, actor },
    effects: [{ type: "project" }, ...auditOf(event)],
  };
}

/** A job that nobody has taken on has no start yet: it can be taken on, or ended. */
function isLegal({ status, version }: Job, { type }: JobEvent): boolean {
  const isInTime = type === "cancel" || type === "fail" || (type === "accept") === (version === 0);
  return isInTime && LEGAL_FROM[type].includes(status);
}

interface Change {
  changed: Partial<Job>;
  message: string;
  level?: LogEntry["level"];
}

function apply(job: Job, event: JobEvent, at: number): Change {
  switch (event.type) {
    case "accept":
      return job.status === "scheduled"
        ? { changed: {}, message: "Scheduled" }
        : {
            changed: { startedAt: at + phaseMs(job.id, START_SPREAD_MS) },
            message: "Started",
          };
    case "activate": {
      const phase = phaseMs(job.id, Math.min(job.spec.cadenceMs, SCHEDULE_SPREAD_MS));
      return { changed: { status: "running", startedAt: at + phase }, message: "Started at its scheduled time" };
    }
    case "pause":
      return { changed: { status: "paused", pausedAt: at }, message: `Paused by ${event.actor.name}` };
    case "resume":
      return {
        changed: { status: "running", ...pauseOver(job, at) },
        message: `Resumed by ${event.actor.name}`,
      };
    case "cancel": {
      const because = event.reason ? `: ${event.reason}` : "";
      return {
        changed: { status: "cancelled", statusReason: event.reason || null, cancelledAt: at, ...over(job, at) },
        message: `Cancelled by ${event.actor.name}${because}`,
        level: "warn",
      };
    }
    case "complete":
      return { changed: { status: "completed", ...over(job, at) }, message: "Completed" };
    case "fail":
      return {
        changed: {
          status: "failed",
          statusReason: event.message,
          error: { code: event.code, message: event.message },
          ...over(job, at),
        },
        message: `Failed: ${event.message}`,
        level: "error",
      };
  }
}

function pauseOver(job: Job, at: number): Pick<Job, "pausedAt" | "pausedTotalMs"> {
  return { pausedAt: null, pausedTotalMs: job.pausedTotalMs + (at - (job.pausedAt ?? at)) };
}

/** A job may end before the first tick of its phase: then it started no later than it ended. */
function over(job: Job, at: number): Partial<Job> {
  const startedAt = job.startedAt === null ? null : Math.min(job.startedAt, at);
  return { endedAt: at, startedAt, ...pauseOver(job, at) };
}

function auditOf(event: JobEvent): Effect[] {
  switch (event.type) {
    case "pause":
      return [{ type: "audit", action: "job.pause", reason: null, ...callerOf(event) }];
    case "resume":
      return [{ type: "audit", action: "job.resume", reason: null, ...callerOf(event) }];
    case "cancel":
      return [{ type: "audit", action: "job.cancel", reason: event.reason || null, ...callerOf(event) }];
    default:
      return [];
  }
}

function callerOf({ actor, request }: Caller): Caller {
  return { actor, ...(request && { request }) };
}

const VERBS: Record<JobEvent["type"], string> = {
  accept: "be started again",
  activate: "start at its scheduled time",
  pause: "be paused",
  resume: "be resumed",
  cancel: "be cancelled",
  complete: "be completed",
  fail: "fail",
};

function illegalWords({ status, version }: Job, event: JobEvent["type"]): string {
  if (version === 0 && event !== "accept")
    return `A job that is only just being started cannot ${VERBS[event]}. Try again in a moment.`;
  return `A job that is ${words(status)} cannot ${VERBS[event]}. ${remedy(event)}`;
}

function remedy(event: JobEvent["type"]): string {
  if (event === "pause") return "Only a running job can be paused.";
  if (event === "resume") return "Only a paused job can be resumed.";
  return "Read the job again to see its present state.";
}

function words(status: JobStatus): string {
  return status.replace("_", " ");
}
