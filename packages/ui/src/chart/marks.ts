import type { SeriesBucket } from "@fieldline/domain/frames";
import type { Sample } from "@fieldline/domain/job";

export interface TimeRange {
  from: number;
  to: number;
}

export interface Point {
  at: number;
  rttMs: number;
}

/** A loss at the foot of the chart; `share` is the part of the packets there that was lost, above 0 and up to 1. */
export interface LossTick {
  at: number;
  share: number;
}

/** What is drawn for one view. A null in `line` lifts the pen. */
export interface Marks {
  kind: "packets" | "band";
  points: Point[];
  line: (Point | null)[];
  losses: LossTick[];
  missed: TimeRange[];
  /** The buckets behind the band; empty when every packet is drawn. */
  buckets: SeriesBucket[];
  bucketMs: number;
}

/** Later than this after its forerunner, in cadences, a tick stands apart: the probe was paused in between. */
const PAUSE_CADENCES = 2.5;

/** The samples of one tick, in order. */
export interface Tick {
  tick: number;
  at: number;
  samples: Sample[];
}

/** Groups samples, ordered by `seq`, by their tick. */
export function ticksOf(samples: readonly Sample[]): Tick[] {
  const ticks: Tick[] = [];
  for (const sample of samples) {
    const last = ticks[ticks.length - 1];
    if (last?.tick === sample.tick) last.samples.push(sample);
    else ticks.push({ tick: sample.tick, at: sample.at, samples: [sample] });
  }
  return ticks;
}

/**
 * Every packet as a mark: replies as points joined through the median of each tick, losses as ticks at the foot,
 * skipped grid places as spans that were not measured. A lost tick, a missed one and a pause each lift the pen.
 */
export function packetMarks(samples: readonly Sample[], cadenceMs: number): Marks {
  const points: Point[] = [];
  const line: (Point | null)[] = [];
  const losses: LossTick[] = [];
  const missed: TimeRange[] = [];
  let before: Tick | undefined;
  for (const tick of ticksOf(samples)) {
    const replies = tick.samples
      .filter(({ rttMs }) => rttMs !== null)
      .map(({ at, rttMs }) => ({ at, rttMs: rttMs ?? 0 }));
    points.push(...replies);
    const lost = tick.samples.length - replies.length;
    if (lost > 0) losses.push({ at: tick.at, share: lost / tick.samples.length });
    if (before) {
      const gap = missedBetween(before, tick, cadenceMs);
      if (gap) missed.push(gap);
      if (gap || tick.at - before.at > PAUSE_CADENCES * cadenceMs) line.push(null);
    }
    const median = medianOf(replies.map(({ rttMs }) => rttMs));
    line.push(median === null ? null : { at: tick.at, rttMs: median });
    before = tick;
  }
  return { kind: "packets", points, line, losses, missed, buckets: [], bucketMs: cadenceMs };
}

/** Buckets as a band from their fastest to their slowest reply, with a line through the medians. */
export function bandMarks(buckets: readonly SeriesBucket[], bucketMs: number): Marks {
  const line: (Point | null)[] = [];
  const losses: LossTick[] = [];
  const missed: TimeRange[] = [];
  let before: SeriesBucket | undefined;
  for (const bucket of buckets) {
    const middle = bucket.at + bucketMs / 2;
    if (bucket.lost > 0) losses.push({ at: middle, share: bucket.lost / Math.max(bucket.sent, bucket.lost) });
    if (bucket.missed > 0) extend(missed, { from: bucket.at, to: bucket.at + bucketMs });
    if (before && bucket.at - before.at > 1.5 * bucketMs) line.push(null);
    line.push(bucket.medianMs === null ? null : { at: middle, rttMs: bucket.medianMs });
    before = bucket;
  }
  return { kind: "band", points: [], line, losses, missed, buckets: [...buckets], bucketMs };
}

/** The span of the grid places skipped between two ticks, if any; a pause among them is not counted in. */
export function missedBetween(before: Tick, after: Tick, cadenceMs: number): TimeRange | null {
  const count = after.tick - before.tick - 1;
  if (count <= 0) return null;
  const from = before.at + cadenceMs / 2;
  const to = Math.min(after.at - cadenceMs / 2, from + count * cadenceMs);
  return to > from ? { from, to } : null;
}

/** The middle value, or the mean of the two in the middle; null of none. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}

function extend(spans: TimeRange[], span: TimeRange) {
  const last = spans[spans.length - 1];
  if (last && span.from <= last.to) last.to = span.to;
  else spans.push(span);
}
