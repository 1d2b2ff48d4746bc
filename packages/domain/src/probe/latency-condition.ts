import type { HealthThresholds } from "../config.ts";
import { NO_REPLY, steadyJitterMs, type TickWindow } from "./tick-window.ts";

/** What is kept to tell whether replies are slow or unsteady compared with the limits and with the link itself. */
export interface LatencyCondition {
  /** The link's usual rtt: an average over its replies that were not slow, the last few hundred weighing most. */
  baselineMs: number;
  baselineReplies: number;
  isDegraded: boolean;
  /** The first slow or jumpy reply since replies were last smooth. */
  roughAt: number | null;
  smoothRun: number;
  smoothAt: number | null;
}

const BASELINE_REPLIES = { enough: 10, horizon: 300 };
export const LATENCY_TICKS = 20;
const TICKS_TO_JUDGE = 5;
const SMOOTH_REPLIES = 5;
/** What has been above a limit must come below this share of it to count as good again. */
const CLEAR_SHARE = 0.8;

export function emptyLatencyCondition(): LatencyCondition {
  return { baselineMs: 0, baselineReplies: 0, isDegraded: false, roughAt: null, smoothRun: 0, smoothAt: null };
}

/** The link's usual rtt in ms, once enough replies are known. */
export function usualMs(latency: LatencyCondition): number | null {
  return latency.baselineReplies >= BASELINE_REPLIES.enough ? latency.baselineMs : null;
}

/** The rtt in ms above which a reply is slow: the set limit, or three times the usual and 30 ms more than it. */
export function slowAboveMs(latency: LatencyCondition, health: HealthThresholds): number {
  const usual = usualMs(latency);
  if (usual === null) return health.degradedLatencyMs;
  return Math.min(health.degradedLatencyMs, Math.max(3 * usual, usual + 30));
}

export interface Reply {
  at: number;
  rttMs: number;
  /** Distance to the reply before, in ms. */
  deltaMs: number;
}

/**
 * Takes one reply into account, in place, after it was added to the window. Latency becomes degraded when most of
 * the last 20 ticks are slow, or when jitter over the window is above its limit with one stray reply forgiven;
 * it is good again when at most a quarter of those ticks are slow and jitter is well below its limit.
 */
export function recordLatency(
  latency: LatencyCondition,
  reply: Reply & { window: TickWindow },
  health: HealthThresholds,
): void {
  const { at, rttMs, deltaMs, window } = reply;
  const limitMs = slowAboveMs(latency, health);
  const isSlow = rttMs >= limitMs;
  if (isSlow || deltaMs > health.degradedJitterMs) {
    if (latency.smoothRun >= SMOOTH_REPLIES || latency.roughAt === null) latency.roughAt = at;
    latency.smoothRun = 0;
    if (!latency.isDegraded) latency.isDegraded = isMostlySlow(window, limitMs) || isJumpy(window, health);
  } else if (++latency.smoothRun === 1) latency.smoothAt = at;
  if (!isSlow) learnUsual(latency, rttMs);
  if (latency.isDegraded && latency.smoothRun > 0) latency.isDegraded = !isGoodAgain(window, limitMs, health);
}

function learnUsual(latency: LatencyCondition, rttMs: number): void {
  latency.baselineReplies = Math.min(latency.baselineReplies + 1, BASELINE_REPLIES.horizon);
  latency.baselineMs += (rttMs - latency.baselineMs) / latency.baselineReplies;
}

function isMostlySlow(window: TickWindow, limitMs: number): boolean {
  const { slow, answered } = slowTicks(window, limitMs);
  return answered >= TICKS_TO_JUDGE && slow * 2 > answered;
}

function isJumpy(window: TickWindow, health: HealthThresholds): boolean {
  return steadyJitterMs(window) > health.degradedJitterMs;
}

function isGoodAgain(window: TickWindow, limitMs: number, health: HealthThresholds): boolean {
  const { slow, answered } = slowTicks(window, limitMs * CLEAR_SHARE);
  return slow * 4 <= answered && steadyJitterMs(window) <= health.degradedJitterMs * CLEAR_SHARE;
}

function slowTicks(window: TickWindow, limitMs: number): { slow: number; answered: number } {
  const { medianMs } = window;
  let slow = 0;
  let answered = 0;
  for (let i = Math.max(0, medianMs.length - LATENCY_TICKS); i < medianMs.length; i++) {
    const tickMs = medianMs[i] ?? NO_REPLY;
    if (tickMs === NO_REPLY) continue;
    answered++;
    if (tickMs >= limitMs) slow++;
  }
  return { slow, answered };
}
