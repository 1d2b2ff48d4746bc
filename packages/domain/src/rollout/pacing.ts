import type { RolloutRate } from "./rollout.ts";

/** What has been earned towards the next devices, as of a moment; whole numbers at a whole rate, so nothing drifts. */
export interface Pace {
  /** In devices times ms a minute: one device costs 60,000. */
  credit: number;
  /** Epoch ms. */
  at: number;
}

/** What a rate grows by: devices told, the same one again included, and successes. */
export interface PaceCounts {
  notified: number;
  succeeded: number;
}

const DEVICE_COST = 60_000;
/** After a time away, so much of it is made up for. */
const MADE_UP_MS = 5_000;
/** No rate grows beyond this, in devices a minute. */
export const MAX_RATE_PER_MINUTE = 1_000_000;

/** Devices a minute by these counts: the base, times the factor for each `after` that was reached; at most the cap. */
export function ratePerMinute(rate: RolloutRate, counts: PaceCounts): number {
  if (!("after" in rate)) return rate.maxPerMinute;
  const { baseRatePerMinute, incrementFactor, maxPerMinute = MAX_RATE_PER_MINUTE } = rate;
  const grown = baseRatePerMinute * incrementFactor ** stepsOf(rate.after, counts);
  return Math.min(grown, maxPerMinute, MAX_RATE_PER_MINUTE);
}

/** The first device is due at once. */
export function newPace(now: number): Pace {
  return { credit: DEVICE_COST, at: now };
}

/** The pace with what this rate earned until `now`. Call it before the rate changes. */
export function accrue({ credit, at }: Pace, rate: number, now: number): Pace {
  const elapsedMs = Math.max(0, now - at);
  return { credit: Math.min(credit + rate * elapsedMs, mostCredit(rate)), at: at + elapsedMs };
}

interface Advance {
  rate: RolloutRate;
  counts: PaceCounts;
  /** How many devices wait, or can be told in one go. */
  most: number;
  now: number;
}

/** How many devices may be told now, and the pace once they have paid. A rate that grows by them grows between them. */
export function advance(pace: Pace, { rate, counts, most, now }: Advance): { pace: Pace; allowed: number } {
  let allowed = 0;
  let perMinute = ratePerMinute(rate, counts);
  let { credit, at } = accrue(pace, perMinute, now);
  while (allowed < most && credit >= DEVICE_COST) {
    const told = counts.notified + allowed;
    const taken = Math.min(most - allowed, Math.floor(credit / DEVICE_COST), untilNextStep(rate, told));
    allowed += taken;
    credit -= taken * DEVICE_COST;
    const faster = ratePerMinute(rate, { ...counts, notified: told + taken });
    // What is left over was earned after the step, at the rate that holds from there.
    if (faster !== perMinute) credit = Math.min((credit * faster) / perMinute, mostCredit(faster));
    perMinute = faster;
  }
  return { pace: { credit, at }, allowed };
}

/** When the next device may be told at this rate, in epoch ms. */
export function nextReleaseAt({ credit, at }: Pace, rate: number): number {
  return at + Math.max(0, Math.ceil((DEVICE_COST - credit) / rate));
}

/** One device, so that an alarm that comes late costs none, and what may be made up for. */
function mostCredit(rate: number): number {
  return DEVICE_COST + rate * MADE_UP_MS;
}

type Growing = Extract<RolloutRate, { after: unknown }>;

function stepsOf(after: Growing["after"], counts: PaceCounts): number {
  return "notified" in after
    ? Math.floor(counts.notified / after.notified)
    : Math.floor(counts.succeeded / after.succeeded);
}

function untilNextStep(rate: RolloutRate, notified: number): number {
  if (!("after" in rate) || !("notified" in rate.after)) return Number.POSITIVE_INFINITY;
  return rate.after.notified - (notified % rate.after.notified);
}
