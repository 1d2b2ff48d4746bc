import { toThreeDecimals } from "./rounding.ts";

/** The last 60 ticks, oldest first, the present one included. The arrays run in parallel. */
export interface TickWindow {
  sent: number[];
  lost: number[];
  /** Median rtt of the tick, `NO_REPLY` where none came. */
  medianMs: number[];
  /** Sum over the tick's replies of the distance to the reply before. */
  jitterMs: number[];
  sentTotal: number;
  lostTotal: number;
  /** The present tick's rtts in ascending order. */
  present: number[];
}

export const WINDOW_TICKS = 60;
export const NO_REPLY = -1;

export function emptyTickWindow(): TickWindow {
  return { sent: [], lost: [], medianMs: [], jitterMs: [], sentTotal: 0, lostTotal: 0, present: [] };
}

/** Begins a new tick, in place; the oldest falls out once there are 60. */
export function startTick(window: TickWindow): void {
  window.sent.push(0);
  window.lost.push(0);
  window.medianMs.push(NO_REPLY);
  window.jitterMs.push(0);
  window.present.length = 0;
  if (window.sent.length <= WINDOW_TICKS) return;
  window.sentTotal -= window.sent.shift() ?? 0;
  window.lostTotal -= window.lost.shift() ?? 0;
  window.medianMs.shift();
  window.jitterMs.shift();
}

/** Adds a packet to the present tick, in place. `deltaMs` is its distance to the reply before. */
export function addToTick(window: TickWindow, rttMs: number | null, deltaMs: number): void {
  const last = window.sent.length - 1;
  window.sent[last] = (window.sent[last] ?? 0) + 1;
  window.sentTotal++;
  if (rttMs === null) {
    window.lost[last] = (window.lost[last] ?? 0) + 1;
    window.lostTotal++;
    return;
  }
  insertInOrder(window.present, toThreeDecimals(rttMs));
  window.medianMs[last] = window.present[(window.present.length - 1) >> 1] ?? NO_REPLY;
  window.jitterMs[last] = toThreeDecimals((window.jitterMs[last] ?? 0) + deltaMs);
}

/** The median over ticks of their medians, in ms; null when no reply came in the last `ticks` ticks. */
export function windowMedianMs(window: TickWindow, ticks: number): number | null {
  const answered = window.medianMs.slice(-ticks).filter((medianMs) => medianMs !== NO_REPLY);
  const medians = answered.sort((a, b) => a - b);
  return medians[(medians.length - 1) >> 1] ?? null;
}

/** Jitter over the window in ms; 0 without replies. */
export function windowJitterMs(window: TickWindow): number {
  const replies = window.sentTotal - window.lostTotal;
  return replies === 0 ? 0 : window.jitterMs.reduce((sum, jitterMs) => sum + jitterMs, 0) / replies;
}

/**
 * Jitter over the window in ms, with its two roughest ticks left out: one stray reply makes two large steps and
 * must not by itself make a link look unsteady.
 */
export function steadyJitterMs(window: TickWindow): number {
  let total = 0;
  let replies = 0;
  let roughest = 0;
  let secondRoughest = 0;
  for (let i = 0; i < window.jitterMs.length; i++) {
    const jitterMs = window.jitterMs[i] ?? 0;
    total += jitterMs;
    replies += (window.sent[i] ?? 0) - (window.lost[i] ?? 0);
    if (jitterMs > roughest) {
      secondRoughest = roughest;
      roughest = jitterMs;
    } else if (jitterMs > secondRoughest) secondRoughest = jitterMs;
  }
  return replies === 0 ? 0 : (total - roughest - secondRoughest) / replies;
}

function insertInOrder(ascending: number[], value: number): void {
  let place = ascending.length;
  ascending.push(value);
  for (; place > 0 && (ascending[place - 1] ?? 0) > value; place--) ascending[place] = ascending[place - 1] ?? 0;
  ascending[place] = value;
}
