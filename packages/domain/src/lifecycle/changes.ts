import type { Attempt, EndedStatus, Job, JobError, LogEntry } from "../job/job.ts";
import { isDeviceWork, isQueueWork } from "../job/new-job.ts";
import { phaseMs } from "../probe/grid.ts";
import { afterDependency } from "./dependencies.ts";
import type { Assignee, JobEvent, Outcome } from "./events.ts";
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
    if (job.status === "blocked") return { changed: {}, message: waitsForWords(job) };
    if (isDeviceWork(job)) return { changed: { queuedAt: at }, message: waitsWhereWords(job) };
    return { changed: { startedAt: at + phaseMs(job.id, START_SPREAD_MS) }, message: "Started" };
  },
  activate: (job, _event, at) => {
    if (job.waitsFor.length > 0) return { changed: { status: "blocked", error: null }, message: waitsForWords(job) };
    return isDeviceWork(job) ? ready(job, at) : started(job, at, "Started at its scheduled time");
  },
  dependencyEnded: (job, { dependency }, at) => {
    const { waitsFor, verdict, message } = afterDependency(job, dependency);
    if (verdict === "cancel")
      return {
        changed: { waitsFor, status: "cancelled", statusReason: message, cancelledAt: at, ...over(job, at) },
        message: `Cancelled: ${message}`,
        level: "warn",
      };
    if (verdict === "fail") {
      const error = { code: "DEPENDENCY_FAILED", message };
      return {
        changed: { waitsFor, status: "failed", statusReason: message, error, ...over(job, at) },
        message: `Failed: ${message}`,
        level: "error",
      };
    }
    if (waitsFor.length > 0 || job.status === "scheduled") return { changed: { waitsFor }, message };
    const next = isDeviceWork(job) ? ready(job, at) : started(job, at, "Started");
    return { changed: { ...next.changed, waitsFor }, message: `${message}. ${next.message}` };
  },
  begin: (_job, { actor }, at) => ({
    changed: {
      status: "running",
      startedAt: at,
      assigneeId: actor.id,
      assigneeName: actor.name,
      prober: { state: "present", since: at },
    },
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
    message: `Paused by ${actor.name}${PAUSED_HOW[job.kind]}`,
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
  fail: (job, { code, message, isFinal, actor: _actor, type: _type, ...outcome }, at) =>
    badEnd(job, { at, status: "failed", error: { code, message }, outcome, word: "Failed", isFinal }),
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
  resubmit: (job, { actor, reason }, at) => ({
    changed: { ...anew(job, at), error: null, statusReason: null, cancelledAt: null },
    message: `Run again by ${actor.name}: ${reason}`,
  }),
  setPriority: (job, { actor, priority, reason }) => ({
    changed: { priority },
    message: `Priority ${job.priority} → ${priority} by ${actor.name}${reason ? `: ${reason}` : ""}`,
  }),
  forceComplete: (job, { actor, reason, result }, at) => ({
    changed: {
      status: "completed",
      statusReason: `Completed by hand: ${reason}`,
      error: null,
      ...outcomeOf(job, { result }),
      ...over(job, at),
    },
    message: `Completed by hand by ${actor.name}: ${reason}`,
    level: "warn",
    ended: attemptOf(job, { at, status: "completed", error: null, outcome: { result } }),
  }),
  reassign: (job, { actor, to, reason }, at) => reassigned(job, { to, at, words: `by ${actor.name}: ${reason}` }),
};

const PAUSED_HOW = {
  probe: "",
  command: "; its device stops before the next step",
  task: "; its agent stops where it can",
} as const;

/** What nothing holds back any more, and waits for its device or in its queue. */
function ready(job: Job, at: number): Change {
  return { changed: { ...waiting(job, at), error: null }, message: waitsWhereWords(job) };
}

function started(job: Job, at: number, message: string): Change {
  const cadenceMs = job.kind === "probe" ? job.spec.cadenceMs : SCHEDULE_SPREAD_MS;
  const phase = phaseMs(job.id, Math.min(cadenceMs, SCHEDULE_SPREAD_MS));
  return { changed: { status: "running", startedAt: at + phase }, message };
}

function waitsWhereWords(job: Job): string {
  return isQueueWork(job) ? `Waits in ${job.queue}` : `Waits for ${job.assigneeName}`;
}

function waitsForWords({ waitsFor }: Job): string {
  return waitsFor.length === 1 ? "Waits for another job to end" : `Waits for ${waitsFor.length} other jobs to end`;
}

/** Another has it from now on. What was begun is over, and begins anew; what was not keeps waiting for its time. */
function reassigned(job: Job, { to, at, words }: { to: Assignee; at: number; words: string }): Change {
  const isBegun = job.status === "running" || job.status === "paused";
  const isOffered = isBegun || job.status === "assigned" || job.status === "queued";
  const placed =
    "queue" in to
      ? { queue: to.queue, assigneeId: null, assigneeName: null, prober: null }
      : { queue: null, assigneeId: to.device.id, assigneeName: to.device.name };
  const message = `Given to ${"queue" in to ? to.queue : to.device.name} ${words}`;
  const moved = { ...job, ...placed } as Job;
  if (!isOffered) return { changed: placed, message };
  return {
    changed: { ...anew(moved, at), ...placed, prober: waiting(moved, at).prober, error: null },
    message,
    ...(isBegun && {
      ended: attemptOf(job, { at, status: "cancelled", error: { code: "REASSIGNED", message } }),
    }),
  };
}

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
  /** Whether another attempt would not mend it. */
  isFinal?: boolean | undefined;
}

/** Ends the attempt badly, and the job with it unless it is to be tried again. */
function badEnd(job: Job, { at, status, error, outcome, word, isFinal = false }: BadEnd): Change {
  const ended = attemptOf(job, { at, status, error, outcome });
  const again = isFinal ? undefined : retryAt(job, error.code, at);
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

/** A new attempt that waits for its device or in its queue, and for nothing else: somebody or its first start has seen to it. */
function anew(job: Job, at: number) {
  return {
    ...waiting(job, at),
    attempt: job.attempt + 1,
    waitsFor: [],
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

function waiting(job: Job, at: number): Pick<Job, "status" | "queuedAt" | "prober"> & Partial<Job> {
  return isQueueWork(job)
    ? { status: "queued", queuedAt: at, prober: null, assigneeId: null, assigneeName: null }
    : { status: "assigned", queuedAt: at, prober: { state: "waiting", since: at } };
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
