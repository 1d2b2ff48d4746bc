import { isEnded, type Job, type JobStatus } from "../job/job.ts";
import { isDeviceWork, isQueueWork } from "../job/new-job.ts";
import type { Effect, JobEvent } from "./events.ts";

const UNDER_WAY: readonly JobStatus[] = ["running", "paused"];
/** What the device itself has said: it need not be told. */
const BY_DEVICE: readonly JobEvent["type"][] = ["complete", "release", "reject"];

/** What others are owed by a change of a job: its device, its queue, and the jobs that wait for it or that it waits for. */
export function effectsOf(before: Job, after: Job, event: JobEvent): Effect[] {
  return [...deviceEffects(before, after, event), ...queueEffects(before, after), ...dependencyEffects(before, after)];
}

function deviceEffects(before: Job, after: Job, event: JobEvent): Effect[] {
  if (!isDeviceWork(after)) return [];
  const isNewAttempt = after.attempt !== before.attempt;
  const isTaken = before.assigneeId !== null && before.version > 0 && !isEnded(before.status);
  const effects: Effect[] = [];
  if (isTaken && (isEnded(after.status) || isNewAttempt))
    effects.push({ type: "withdraw", attempt: before.attempt, deviceId: before.assigneeId ?? "" });
  if (after.status === "assigned" && isOfferedAnew(before, after)) effects.push({ type: "offer" });
  const wish = BY_DEVICE.includes(event.type) ? undefined : wishAfter(before, after);
  if (wish) effects.push({ type: "control", attempt: before.attempt, deviceId: before.assigneeId ?? "", wish });
  return effects;
}

function isOfferedAnew(before: Job, after: Job): boolean {
  if (before.status !== "assigned" || before.version === 0) return true;
  return after.attempt !== before.attempt || after.priority !== before.priority;
}

/** An attempt may come to its end, or to the wait for another one, while its device is still at it. */
function wishAfter(before: Job, after: Job) {
  if (!UNDER_WAY.includes(before.status)) return undefined;
  if (after.attempt !== before.attempt) return "cancel" as const;
  if (after.status === "paused" && before.status === "running") return "pause" as const;
  if (after.status === "running" && before.status === "paused") return "resume" as const;
  return isEnded(after.status) ? "cancel" : undefined;
}

/** A place in a queue is held from the claim on, which may have come before any word of it; so each end gives it back. */
function queueEffects(before: Job, after: Job): Effect[] {
  const effects: Effect[] = [];
  const isOver = isEnded(after.status) || after.attempt !== before.attempt || after.queue !== before.queue;
  if (isQueueWork(before) && before.version > 0 && !isEnded(before.status) && isOver)
    effects.push({ type: "leaveSlot", attempt: before.attempt, queue: before.queue ?? "" });
  const waits = isQueueWork(after) && after.status === "queued";
  if (waits && (before.status !== "queued" || before.version === 0 || before.queue !== after.queue))
    effects.push({ type: "enqueued", queue: after.queue ?? "" });
  return effects;
}

function dependencyEffects(before: Job, after: Job): Effect[] {
  const { id, name, status } = after;
  if (isEnded(status)) return [{ type: "tellDependents", dependency: { id, name, status } }];
  return before.version === 0 && after.waitsFor.length > 0 ? [{ type: "askDependencies" }] : [];
}
