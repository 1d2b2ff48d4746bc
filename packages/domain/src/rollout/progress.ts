import { ruleMet } from "./abort.ts";
import { accrue, newPace, type Pace, ratePerMinute } from "./pacing.ts";
import {
  type AbortRule,
  type Rollout,
  type RolloutCounts,
  type RolloutRate,
  TARGET_STATES,
  type TargetState,
} from "./rollout.ts";

/** What of a rollout changes as it goes. */
export interface Progress
  extends Pick<Rollout, "status" | "statusReason" | "counts" | "version" | "endedAt" | "updatedAt"> {
  pace: Pace;
  /** How often a device was told, the same one again included. */
  released: number;
  /** When one was told last, in epoch ms; 0 before the first. */
  releasedAt: number;
  /** What the abort rules leave out: devices that were through before the last retry of the failed ones. */
  passedOver: RolloutCounts;
  /** Whether every device of the targets has been found. */
  isGathered: boolean;
  /** Whether devices that join the targets are still taken in. */
  isJoinable: boolean;
}

export interface Rules {
  rate: RolloutRate | null;
  abort: AbortRule[];
}

/** So many devices changed from one state to another; from none, where they are new. */
export interface Move {
  from: TargetState | null;
  to: TargetState;
  count: number;
}

export const NO_COUNTS = Object.fromEntries(TARGET_STATES.map((state) => [state, 0])) as RolloutCounts;

export function newProgress({ mode }: Pick<Rollout, "mode">, now: number): Progress {
  return {
    status: "running",
    statusReason: null,
    counts: NO_COUNTS,
    version: 1,
    endedAt: null,
    updatedAt: now,
    pace: newPace(now),
    released: 0,
    releasedAt: 0,
    passedOver: NO_COUNTS,
    isGathered: false,
    isJoinable: mode === "continuous",
  };
}

/** Devices a minute now; null where nothing holds them back. */
export function rateNow(rate: RolloutRate | null, { released, counts }: Progress): number | null {
  return rate && ratePerMinute(rate, { notified: released, succeeded: counts.completed });
}

/** The progress after these moves, judged: a rule that is met stops it, and it is complete when no device is left. */
export function moved(progress: Progress, moves: Move[], { rate, abort, now }: Rules & { now: number }): Progress {
  const before = rateNow(rate, progress);
  const counts = { ...progress.counts };
  for (const { from, to, count } of moves) {
    if (from) counts[from] -= count;
    counts[to] += count;
  }
  const pace = before === null ? progress.pace : accrue(progress.pace, before, now);
  return judged({ ...changed(progress, now), counts, pace }, abort, now);
}

/** Every device of the targets has been found. */
export function gathered(progress: Progress, now: number): Progress {
  return progress.isGathered ? progress : judged({ ...changed(progress, now), isGathered: true }, [], now);
}

/** Whether a device still waits, or executes. */
export function isOpen({ counts }: Pick<Progress, "counts">): boolean {
  return counts.waiting + counts.notified + counts.running > 0;
}

/** The progress of a rollout that is over. */
export function ended(
  progress: Progress,
  status: "aborted" | "cancelled" | "completed",
  told: { reason: string | null; now: number },
): Progress {
  const { reason: statusReason, now } = told;
  return { ...changed(progress, now), status, statusReason, isJoinable: false, endedAt: now };
}

/** Running again, all that failed or timed out waiting anew: what was through before counts for no rule from here on. */
export function reopened(progress: Progress, now: number): Progress {
  const wasRunning = progress.status === "running";
  const { waiting, failed, timed_out } = progress.counts;
  const counts = { ...progress.counts, waiting: waiting + failed + timed_out, failed: 0, timed_out: 0 };
  return {
    ...changed(progress, now),
    status: "running",
    statusReason: null,
    endedAt: null,
    counts,
    passedOver: counts,
    // One that was stopped while it looked for its devices does not look for more.
    isGathered: wasRunning ? progress.isGathered : true,
    pace: wasRunning ? progress.pace : newPace(now),
  };
}

function judged(progress: Progress, abort: AbortRule[], now: number): Progress {
  if (progress.status !== "running") return progress;
  const met = ruleMet(abort, since(progress));
  if (met) return ended(progress, "aborted", { reason: met.words, now });
  const isOver = progress.isGathered && !progress.isJoinable && !isOpen(progress);
  if (!isOver) return progress;
  const isEmpty = TARGET_STATES.every((state) => progress.counts[state] === 0);
  return ended(progress, "completed", { reason: isEmpty ? "No device was left among the targets" : null, now });
}

function since({ counts, passedOver }: Progress): RolloutCounts {
  const entries = TARGET_STATES.map((state) => [state, Math.max(0, counts[state] - passedOver[state])]);
  return Object.fromEntries(entries);
}

function changed(progress: Progress, now: number): Progress {
  return { ...progress, version: progress.version + 1, updatedAt: Math.max(now, progress.updatedAt) };
}
