import { ratePerMinute } from "@fieldline/domain/pacing";
import type { Rollout, RolloutRate } from "@fieldline/domain/rollout";

const MINUTE_MS = 60_000;

interface Told {
  /** Told already, the same one again included. */
  told: number;
  succeeded: number;
}

/**
 * How long it takes until the last of `count` devices is told, in ms, where each that is told succeeds at once: so it
 * is the least time that it takes. Zero where nothing holds it back.
 */
export function estimateMs(
  count: number,
  rate: RolloutRate | null,
  { told, succeeded }: Told = { told: 0, succeeded: 0 },
): number {
  if (!rate || count <= 0) return 0;
  if (!("after" in rate)) return ((told === 0 ? count - 1 : count) * MINUTE_MS) / rate.maxPerMinute;
  const each = "notified" in rate.after ? rate.after.notified : rate.after.succeeded;
  let at = "notified" in rate.after ? told : succeeded;
  // The first device of all is due at once.
  let left = told === 0 ? count - 1 : count;
  let sumMs = 0;
  const most = ratePerMinute(rate, { notified: Number.MAX_SAFE_INTEGER, succeeded: Number.MAX_SAFE_INTEGER });
  while (left > 0) {
    const perMinute = ratePerMinute(rate, { notified: at, succeeded: at });
    const now = perMinute >= most ? left : Math.min(left, each - (at % each));
    sumMs += (now * MINUTE_MS) / perMinute;
    at += now;
    left -= now;
  }
  return sumMs;
}

/** How long until the last device that waits is told, in ms; null where nothing holds it back. */
export function timeLeftMs({ rate, counts }: Pick<Rollout, "rate" | "counts">): number | null {
  if (!rate) return null;
  const told = Object.values(counts).reduce((sum, each) => sum + each, 0) - counts.waiting;
  return estimateMs(counts.waiting, rate, { told, succeeded: counts.completed });
}
