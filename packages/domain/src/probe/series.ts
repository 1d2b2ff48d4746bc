import type { Sample } from "../job/job.ts";
import type { SeriesBucket } from "../live/frames.ts";

export interface Bucketing {
  bucketMs: number;
  cadenceMs: number;
  /** The last tick measured before the first of the samples; -1 before any. */
  previousTick: number;
}

/**
 * Samples in order gathered into buckets of `bucketMs` that start at multiples of it; empty ones are left out.
 * A jump in the ticks is counted as missed where those ticks were due.
 */
export function bucketise(samples: Sample[], { bucketMs, cadenceMs, previousTick }: Bucketing): SeriesBucket[] {
  const open = new Map<number, { sent: number; missed: number; rtts: number[] }>();
  const bucketAt = (time: number) => {
    const at = time - (time % bucketMs);
    let bucket = open.get(at);
    if (!bucket) {
      bucket = { sent: 0, missed: 0, rtts: [] };
      open.set(at, bucket);
    }
    return bucket;
  };
  let last = previousTick;
  for (const { tick, at, rttMs } of samples) {
    for (let missed = last + 1; missed < tick; missed++) bucketAt(at - (tick - missed) * cadenceMs).missed++;
    last = Math.max(last, tick);
    const bucket = bucketAt(at);
    bucket.sent++;
    if (rttMs !== null) bucket.rtts.push(rttMs);
  }
  return [...open]
    .sort(([a], [b]) => a - b)
    .map(([at, { sent, missed, rtts }]) => {
      rtts.sort((a, b) => a - b);
      return {
        at,
        sent,
        lost: sent - rtts.length,
        missed,
        minMs: rtts[0] ?? null,
        medianMs: rtts[Math.floor((rtts.length - 1) / 2)] ?? null,
        maxMs: rtts.at(-1) ?? null,
      };
    });
}

/**
 * Buckets gathered into wider ones. Counts, minimum and maximum stay exact; the median is the middle one of the
 * medians, each weighed by its replies.
 */
export function widen(buckets: SeriesBucket[], bucketMs: number): SeriesBucket[] {
  const groups = new Map<number, SeriesBucket[]>();
  for (const bucket of buckets) {
    const at = bucket.at - (bucket.at % bucketMs);
    const group = groups.get(at);
    if (group) group.push(bucket);
    else groups.set(at, [bucket]);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([at, group]) => merged(at, group));
}

function merged(at: number, group: SeriesBucket[]): SeriesBucket {
  const sum = (value: (bucket: SeriesBucket) => number) => group.reduce((total, bucket) => total + value(bucket), 0);
  const mins = group.flatMap(({ minMs }) => (minMs === null ? [] : [minMs]));
  const maxs = group.flatMap(({ maxMs }) => (maxMs === null ? [] : [maxMs]));
  return {
    at,
    sent: sum(({ sent }) => sent),
    lost: sum(({ lost }) => lost),
    missed: sum(({ missed }) => missed),
    minMs: mins.length > 0 ? Math.min(...mins) : null,
    medianMs: weightedMedian(group),
    maxMs: maxs.length > 0 ? Math.max(...maxs) : null,
  };
}

function weightedMedian(group: SeriesBucket[]): number | null {
  const medians = group
    .flatMap(({ medianMs, sent, lost }) => (medianMs === null ? [] : [{ medianMs, weight: sent - lost }]))
    .sort((a, b) => a.medianMs - b.medianMs);
  const half = medians.reduce((total, { weight }) => total + weight, 0) / 2;
  let passed = 0;
  for (const { medianMs, weight } of medians) {
    passed += weight;
    if (passed >= half) return medianMs;
  }
  return null;
}
