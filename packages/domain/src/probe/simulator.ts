import type { Scenario } from "../job/job.ts";
import { toThreeDecimals } from "./rounding.ts";

export interface Simulation {
  scenario: Scenario;
  seed: number;
}

export interface SimulatedReply {
  rttMs: number | null;
  error?: string;
}

const LOST: Readonly<SimulatedReply> = { rttMs: null, error: "no reply within the timeout" };
const SHORTEST_BURST = 2;
const LONGEST_BURST = 6;
const SWELL_TICKS = 7;

/** One independent stream of randomness for each thing that is drawn. */
const DRAW = {
  base: 1,
  grain: 2,
  drift: 3,
  wave: 4,
  ripple: 5,
  spike: 6,
  spikeHeight: 7,
  loss: 8,
  period: 9,
  burst: 10,
};

/**
 * The reply to one packet of a made-up link, rtt in ms. It depends on its arguments alone, so that a run can be
 * repeated, and taken up at any tick. Healthy: 12–25 ms with a little correlated jitter. Intermittent: the same
 * link, losing 2 to 6 ticks at a time (5–9 % in all), latency swelling before each burst. Offline: no reply ever.
 */
export function simulate({ scenario, seed }: Simulation, tick: number, packet: number): SimulatedReply {
  if (scenario === "offline") return { ...LOST };
  if (scenario === "healthy") {
    const isLost = chance(seed, DRAW.loss, tick, packet) < 1 / 8_000;
    return isLost ? { ...LOST } : { rttMs: toThreeDecimals(healthyRttMs(seed, tick, packet)) };
  }
  const burst = burstNear(seed, tick);
  if (tick >= burst.start && tick < burst.start + burst.length) return { ...LOST };
  return { rttMs: toThreeDecimals(healthyRttMs(seed, tick, packet) * swell(burst, tick)) };
}

function healthyRttMs(seed: number, tick: number, packet: number): number {
  const baseMs = 12 + 13 * chance(seed, DRAW.base);
  const driftMs =
    1.6 * noise(seed, DRAW.drift, tick / 181) +
    0.9 * noise(seed, DRAW.wave, tick / 23) +
    0.5 * noise(seed, DRAW.ripple, tick / 4);
  const grainMs = -0.5 * Math.log(1 - chance(seed, DRAW.grain, tick, packet));
  const isSpike = chance(seed, DRAW.spike, tick, packet) < 1 / 400;
  const spikeMs = isSpike ? 12 + 45 * chance(seed, DRAW.spikeHeight, tick, packet) ** 2 : 0;
  return baseMs + driftMs + grainMs + spikeMs;
}

interface Burst {
  start: number;
  length: number;
}

/** Ticks fall into equal periods with one burst each, away from the edges so that bursts never touch. */
function burstNear(seed: number, tick: number): Burst {
  const periodTicks = 44 + Math.floor(33 * chance(seed, DRAW.period));
  const period = Math.floor(tick / periodTicks);
  const length =
    SHORTEST_BURST + Math.floor((LONGEST_BURST - SHORTEST_BURST + 1) * chance(seed, DRAW.burst, period, 1));
  const earliest = SWELL_TICKS + 1;
  const room = periodTicks - earliest - LONGEST_BURST;
  return { start: period * periodTicks + earliest + Math.floor(room * chance(seed, DRAW.burst, period, 2)), length };
}

/** The factor on latency near a burst: rising to almost twice before it, back to normal within two ticks after it. */
function swell({ start, length }: Burst, tick: number): number {
  const ticksBefore = start - tick;
  if (ticksBefore > 0) return 1 + 0.9 * Math.max(0, 1 - (ticksBefore - 1) / SWELL_TICKS) ** 1.6;
  const ticksAfter = tick - (start + length);
  return ticksAfter < 2 ? 1.35 - 0.15 * ticksAfter : 1;
}

/** Smooth noise between -1 and 1 that takes a new random value at each whole `x`. */
function noise(seed: number, draw: number, x: number): number {
  const left = Math.floor(x);
  const t = x - left;
  const ease = t * t * (3 - 2 * t);
  const value = chance(seed, draw, left) * (1 - ease) + chance(seed, draw, left + 1) * ease;
  return 2 * value - 1;
}

/** A number from 0 up to, not including, 1 that is fixed by its arguments (rounds of MurmurHash3). */
function chance(seed: number, draw: number, a = 0, b = 0): number {
  let hash = 0x9747b28c;
  for (const part of [seed, draw, a, b]) {
    let k = Math.imul(part | 0, 0xcc9e2d51);
    k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
    hash ^= k;
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
