import type { Series } from "@fieldline/domain/frames";
import { msSplits, TIME_STEPS_MS, timeLabels } from "./axis-labels.ts";
import { bandMarks } from "./marks.ts";
import { FOOT_PX } from "./paint.ts";
import { topOf, windowRange } from "./view.ts";

export interface Label {
  at: number;
  text: string;
}

/** A still picture of a run, as path data in a box whose plot begins at `left` and ends at `right`. */
export interface StillChart {
  left: number;
  right: number;
  foot: number;
  band: string;
  line: string;
  losses: string;
  missed: { x: number; width: number }[];
  ms: Label[];
  times: Label[];
}

interface StillOptions {
  origin: number;
  cadenceMs: number;
  width: number;
  height: number;
  timeZone?: string;
}

const LEFT = 44;
const BELOW = 22;
const ABOVE = 8;
const LABEL_PX = 76;
const DAY_MS = 86_400_000;

const round = (value: number): number => Math.round(value * 10) / 10;

/** Draws the whole run once, sharp at any size: the band, the median, losses at the foot, what was not measured. */
export function stillChart(series: Series, { origin, cadenceMs, width, height, timeZone }: StillOptions): StillChart {
  const { buckets, bucketMs } = series;
  const marks = bandMarks(buckets, bucketMs);
  const last = buckets.findLast(({ sent, missed }) => sent + missed > 0);
  const range = windowRange("all", { origin, cadenceMs, lastAt: last ? last.at + bucketMs : null });
  const top = topOf(marks);
  const [left, right, foot] = [LEFT, width - ABOVE, height - BELOW];
  const x = (at: number) => round(left + ((at - range.from) / (range.to - range.from)) * (right - left));
  const y = (rttMs: number) => round(ABOVE + (1 - rttMs / top) * (foot - FOOT_PX - ABOVE));

  let band = "";
  for (const { at, minMs, maxMs } of buckets) {
    if (minMs === null || maxMs === null || minMs === maxMs) continue;
    const [from, to, upper] = [x(at), x(at + bucketMs), y(maxMs)];
    band += `M${from} ${upper}H${to}V${Math.max(y(minMs), upper + 1)}H${from}Z`;
  }
  let line = "";
  let isDown = false;
  for (const [index, point] of marks.line.entries()) {
    const isAlone = !isDown && !marks.line[index + 1];
    if (point) line += `${isDown ? "L" : "M"}${x(point.at)} ${y(point.rttMs)}${isAlone ? "h.01" : ""}`;
    isDown = point !== null;
  }
  const losses = marks.losses.map(({ at, share }) => `M${x(at)} ${foot}v${round(-(4 + (FOOT_PX - 5) * share))}`);
  const splits = timeSplits(range.from, range.to, (right - left) / LABEL_PX);
  const labels = timeLabels(splits, timeZone);
  return {
    left,
    right,
    foot,
    band,
    line,
    losses: losses.join(""),
    missed: marks.missed.map(({ from, to }) => ({ x: x(from), width: Math.max(round(x(to) - x(from)), 1) })),
    ms: msSplits(top, height).map((value) => ({ at: y(value), text: value === top ? `${value} ms` : String(value) })),
    times: splits.map((at, index) => ({ at: x(at), text: labels[index] ?? "" })),
  };
}

/** Round moments between two, at most so many. */
function timeSplits(from: number, to: number, most: number): number[] {
  const step = TIME_STEPS_MS.find((each) => (to - from) / each <= most) ?? 7 * DAY_MS;
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, index) => first + index * step);
}
