import type { Job } from "../job/job.ts";
import { isDeviceWork } from "../job/new-job.ts";
import { phaseMs } from "../probe/grid.ts";
import { attemptOf, badEnd, outcomeOf, over, pauseOver } from "./attempt-end.ts";
import type { Change } from "./change.ts";
import { afterDependency } from "./dependencies.ts";
import type { JobEvent } from "./events.ts";
import { anew, ready, waitsForWords, waitsWhereWords } from "./new-attempt.ts";
import { reassigned } from "./reassigned.ts";

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

function started(job: Job, at: number, message: string): Change {
  const cadenceMs = job.kind === "probe" ? job.spec.cadenceMs : SCHEDULE_SPREAD_MS;
  const phase = phaseMs(job.id, Math.min(cadenceMs, SCHEDULE_SPREAD_MS));
  return { changed: { status: "running", startedAt: at + phase }, message };
}

/** What an event changes of the job that it happens to, at a moment that allows it. */
export function changeBy(job: Job, event: JobEvent, at: number): Change {
  const handle = HANDLERS[event.type] as (job: Job, event: JobEvent, at: number) => Change;
  return handle(job, event, at);
}
