import type { HealthThresholds } from "../config.ts";
import type { ProbeSummary, Sample } from "../job/job.ts";
import { type Condition, emptyCondition, recordPacket } from "./condition.ts";
import { meanOpinionScore } from "./mos.ts";
import { toThreeDecimals } from "./rounding.ts";
import { addToSketch, emptySketch, quantilesOf, type Sketch } from "./sketch.ts";
import { NO_REPLY } from "./tick-window.ts";

/** Running aggregates of a probe: plain JSON of a few kB whatever the number of samples. Times are in ms. */
export interface ProbeStatistics {
  sent: number;
  received: number;
  minMs: number | null;
  maxMs: number | null;
  meanMs: number;
  /** Sum of the squared distances to the mean. */
  squaresMs: number;
  /** Sum of the distances between successive replies. */
  deltasMs: number;
  lastRttMs: number | null;
  sketch: Sketch;
  /** Highest seq and tick folded so far, 0 and -1 before the first; ticks due and not measured are `lastTick + 1 - measuredTicks`. */
  lastSeq: number;
  lastTick: number;
  measuredTicks: number;
  condition: Condition;
}

export function emptyStatistics(): ProbeStatistics {
  return {
    sent: 0,
    received: 0,
    minMs: null,
    maxMs: null,
    meanMs: 0,
    squaresMs: 0,
    deltasMs: 0,
    lastRttMs: null,
    sketch: emptySketch(),
    lastSeq: 0,
    lastTick: -1,
    measuredTicks: 0,
    condition: emptyCondition(),
  };
}

/**
 * Folds samples, in the order of their seq, into `stats` **in place**: it is called for every tick of every probe.
 * A sample that was folded before (seq at or below the last) changes nothing, so a repeated tick does no harm.
 * Mean and deviation are Welford's (1962), stable for any offset.
 */
export function recordSamples(stats: ProbeStatistics, samples: readonly Sample[], health: HealthThresholds): void {
  for (const sample of samples) {
    if (sample.seq <= stats.lastSeq) continue;
    stats.lastSeq = sample.seq;
    const startsTick = sample.tick > stats.lastTick;
    if (startsTick) {
      stats.lastTick = sample.tick;
      stats.measuredTicks++;
    }
    stats.sent++;
    const deltaMs = sample.rttMs === null ? 0 : recordRtt(stats, sample.rttMs);
    recordPacket(stats.condition, { sample, deltaMs, startsTick }, health);
  }
}

/**
 * The figures over everything folded so far, rounded to 3 decimals; constant in cost. Percentiles are by nearest rank,
 * within 1 % and never outside of min and max. Jitter is the mean distance between successive replies; a lost packet
 * between two replies does not part them, as in RFC 3550 §6.4.1.
 */
export function summarise(stats: ProbeStatistics, missedTicks: number): ProbeSummary {
  const { sent, received, minMs, maxMs } = stats;
  const lossPercent = sent === 0 ? null : (100 * (sent - received)) / sent;
  const figures = {
    sent,
    received,
    lossPercent: lossPercent === null ? null : toThreeDecimals(lossPercent),
    missedTicks,
  };
  if (lossPercent === null || minMs === null || maxMs === null) return { ...figures, ...NO_LATENCY };
  const avgMs = stats.meanMs;
  const jitterMs = meanJitterMs(stats);
  const within = (ms: number | undefined) => toThreeDecimals(Math.min(maxMs, Math.max(minMs, ms ?? avgMs)));
  const [medianMs, p95Ms, p99Ms] = quantilesOf(stats.sketch, [0.5, 0.95, 0.99]);
  return {
    ...figures,
    minMs: toThreeDecimals(minMs),
    avgMs: toThreeDecimals(avgMs),
    medianMs: within(medianMs),
    p95Ms: within(p95Ms),
    p99Ms: within(p99Ms),
    maxMs: toThreeDecimals(maxMs),
    stddevMs: toThreeDecimals(Math.sqrt(Math.max(0, stats.squaresMs) / received)),
    jitterMs: toThreeDecimals(jitterMs),
    mos: toThreeDecimals(meanOpinionScore({ avgMs, jitterMs, lossPercent })),
  };
}

/** Median rtt in ms of each of the last 60 measured ticks, oldest first; null where every packet of a tick was lost. */
export function recentOf(stats: ProbeStatistics): (number | null)[] {
  return stats.condition.window.medianMs.map((medianMs) => (medianMs === NO_REPLY ? null : medianMs));
}

const NO_LATENCY = {
  minMs: null,
  avgMs: null,
  medianMs: null,
  p95Ms: null,
  p99Ms: null,
  maxMs: null,
  stddevMs: null,
  jitterMs: null,
  mos: null,
} as const;

function recordRtt(stats: ProbeStatistics, rttMs: number): number {
  stats.received++;
  stats.minMs = stats.minMs === null ? rttMs : Math.min(stats.minMs, rttMs);
  stats.maxMs = stats.maxMs === null ? rttMs : Math.max(stats.maxMs, rttMs);
  const distance = rttMs - stats.meanMs;
  stats.meanMs += distance / stats.received;
  stats.squaresMs += distance * (rttMs - stats.meanMs);
  addToSketch(stats.sketch, rttMs);
  const deltaMs = stats.lastRttMs === null ? 0 : Math.abs(rttMs - stats.lastRttMs);
  stats.deltasMs += deltaMs;
  stats.lastRttMs = rttMs;
  return deltaMs;
}

function meanJitterMs({ deltasMs, received }: ProbeStatistics): number {
  return received < 2 ? 0 : deltasMs / (received - 1);
}
