import type { Attempt, EndedStatus, Job, JobError, JobStatus, LogEntry } from "../job/job.ts";
import { isDeviceWork } from "../job/new-job.ts";
import { phaseMs } from "../probe/grid.ts";
import type { JobEvent, Outcome } from "./events.ts";
import { retryAt } from "./retry.ts";

/** What an event changes of a job. */
export interface Change {
  changed: Partial<Omit<Job, "kind" | "spec">>;
  message: string;
  level?: LogEntry["level"];
  /** Set where it ends the attempt. */
  ended?: Attempt;
}

/** A job that starts at once waits this much at most, so that a burst of them does not tick in step. */
const START_SPREAD_MS = 250;
/** Jobs scheduled for the same moment are spread over a second, or over their cadence where it is shorter. */
const SCHEDULE_SPREAD_MS = 1_000;

type Handlers = {
  [Type in JobEvent["type"]]: (job: Job, event: Extract<JobEvent, { type: Type }>, at: number) => Change;
};

const HANDLERS: Handlers = {
  accept: (job, _event, at) => {
    if (job.status === "scheduled") return { changed: {}, message: "Scheduled" };
    if (job.status === "assigned") return { changed: { queuedAt: at }, message: `Waits for ${job.assigneeName}` };
    return { changed: { startedAt: at + phaseMs(job.id, START_SPREAD_MS) }, message: "Started" };
  },
  activate: (job, _event, at) => {
    if (isDeviceWork(job))
      return { changed: { ...waiting(at), error: null }, message: `Waits for ${job.assigneeName}` };
    const cadenceMs = job.kind === "probe" ? job.spec.cadenceMs : SCHEDULE_SPREAD_MS;
    const phase = phaseMs(job.id, Math.min(cadenceMs, SCHEDULE_SPREAD_MS));
    return { changed: { status: "running", startedAt: at + phase }, message: "Started at its scheduled time" };
  },
  begin: (_job, { actor }, at) => ({
    changed: { status: "running", startedAt: at, prober: { state: "present", since: at } },
    message: `Started on ${actor.name}`,
  }),
  release: (job, { actor, reason }, at) => ({
    changed: { ...anew(job, at), error: null },
    message: `Handed back by ${actor.name}: ${reason}`,
    level: "warn",
    ended: attemptOf(job, { at, status: "cancelled", error: { code: "RELEASED", message: reason } }),
  }),
  pause: (job, { actor }, at) => ({
    changed: { status: "paused", pausedAt: at },
    message: `Paused by ${actor.name}${job.kind === "command" ? "; its device stops before the next step" : ""}`,
  }),
  resume: (job, { actor }, at) => ({
    changed: { status: "running", ...pauseOver(job, at) },
    message: `Resumed by ${actor.name}`,
  }),
  cancel: (job, { actor, reason }, at) => ({
    changed: { status: "cancelled", statusReason: reason || null, error: null, cancelledAt: at, ...over(job, at) },
    message: `Cancelled by ${actor.name}${reason ? `: ${reason}` : ""}`,
    level: "warn",
    ended: attemptOf(job, { at, status: "cancelled", error: null }),
  }),
  complete: (job, { actor, type: _type, ...outcome }, at) => ({
    changed: { status: "completed", ...outcomeOf(job, outcome), ...over(job, at) },
    message: actor ? `Completed on ${actor.name}` : "Completed",
    ended: attemptOf(job, { at, status: "completed", error: null, outcome }),
  }),
  fail: (job, { code, message, actor: _actor, type: _type, ...outcome }, at) =>
    badEnd(job, { at, status: "failed", error: { code, message }, outcome, word: "Failed" }),
  reject: (job, { reason }, at) => ({
    changed: {
      status: "rejected",
      statusReason: reason,
      error: { code: "REJECTED", message: reason },
      ...over(job, at),
    },
    message: `Rejected: ${reason}`,
    level: "error",
    ended: attemptOf(job, { at, status: "rejected", error: { code: "REJECTED", message: reason } }),
  }),
  timeOut: (job, { code, message }, at) =>
    badEnd(job, { at, status: "timed_out", error: { code, message }, outcome: {}, word: "Timed out" }),
  lose: (job, _event, at) => ({
    changed: { prober: { state: "lost", since: at } },
    message: `${job.assigneeName} has not been heard of: nothing is known of the target until it returns`,
    level: "warn",
  }),
  find: (_job, { actor }, at) => ({
    changed: { prober: { state: "present", since: at } },
    message: `${actor.name} is heard of again`,
  }),
  progress: (job, { progress, message, steps }) => ({
    changed: {
      progress: progress ?? job.progress,
      progressMessage: message ?? job.progressMessage,
      steps: steps ?? job.steps,
    },
    message: message ?? "",
  }),
  retry: (job, { actor, reason }, at) => ({
    changed: { ...anew(job, at), error: null, statusReason: null },
    message: `Tried again by ${actor.name}${reason ? `: ${reason}` : ""}`,
  }),
};

export function changeBy(job: Job, event: JobEvent, at: number): Change {
  const handle = HANDLERS[event.type] as (job: Job, event: JobEvent, at: number) => Change;
  return handle(job, event, at);
}

interface BadEnd {
  at: number;
  status: "failed" | "timed_out";
  error: JobError;
  outcome: Outcome;
  word: string;
}

/** Ends the attempt badly, and the job with it unless it is to be tried again. */
function badEnd(job: Job, { at, status, error, outcome, word }: BadEnd): Change {
  const ended = attemptOf(job, { at, status, error, outcome });
  const again = retryAt(job, error.code, at);
  const inWords = `${word}: ${error.message}`;
  if (again === undefined)
    return {
      changed: { status, statusReason: error.message, error, ...outcomeOf(job, outcome), ...over(job, at) },
      message: inWords,
      level: "error",
      ended,
    };
  const seconds = Math.ceil((again - at) / 1_000);
  return {
    changed: { ...anew(job, at), status: "scheduled", queuedAt: null, runAt: again, error },
    message: `${inWords.replace(/\.$/, "")}. Attempt ${job.attempt + 1} follows in ${seconds} s`,
    level: "error",
    ended,
  };
}

/** A new attempt that waits for the device. */
function anew(job: Job, at: number) {
  return {
    ...waiting(at),
    attempt: job.attempt + 1,
    startedAt: null,
    endedAt: null,
    pausedAt: null,
    pausedTotalMs: 0,
    progress: null,
    progressMessage: null,
    result: null,
    exitCode: null,
    steps: [],
  };
}

function waiting(at: number) {
  return { status: "assigned" as JobStatus, queuedAt: at, prober: { state: "waiting" as const, since: at } };
}

function outcomeOf(job: Job, { result, exitCode, steps }: Outcome): Partial<Job> {
  return {
    result: result ?? null,
    exitCode: exitCode ?? null,
    steps: steps ?? job.steps,
  };
}

interface AttemptEnd {
  at: number;
  status: EndedStatus;
  error: JobError | null;
  outcome?: Outcome;
}

function attemptOf(job: Job, { at, status, error, outcome = {} }: AttemptEnd): Attempt {
  return {
    attempt: job.attempt,
    status,
    startedAt: startOf(job, at),
    endedAt: at,
    assigneeId: job.assigneeId,
    exitCode: outcome.exitCode ?? null,
    error,
    result: outcome.result ?? null,
    steps: outcome.steps ?? job.steps,
  };
}

function pauseOver(job: Job, at: number): Pick<Job, "pausedAt" | "pausedTotalMs"> {
  return { pausedAt: null, pausedTotalMs: job.pausedTotalMs + (at - (job.pausedAt ?? at)) };
}

function over(job: Job, at: number): Partial<Job> {
  return { endedAt: at, startedAt: startOf(job, at), ...pauseOver(job, at) };
}

/** A job may end before the first tick of its phase: then it started no later than it ended. */
function startOf(job: Job, endedAt: number): number | null {
  return job.startedAt === null ? null : Math.min(job.startedAt, endedAt);
}
