import type { Marks, TimeRange } from "./marks.ts";

/** The newest so many ms, or the whole run. */
export type ChartWindow = number | "all";

export const CHART_WINDOWS = [
  { label: "1 m", name: "Last minute", window: 60_000 },
  { label: "5 m", name: "Last 5 minutes", window: 300_000 },
  { label: "All", name: "Whole run", window: "all" },
] as const satisfies { label: string; name: string; window: ChartWindow }[];

export interface Extent {
  origin: number;
  lastAt: number | null;
  cadenceMs: number;
}

const FEWEST_TICKS = 10;
const END_SHARE = 0.012;

/**
 * The time a window shows. A run shorter than its window fills it from the left, so that nothing moves but the line;
 * a longer one is followed at its end.
 */
export function windowRange(window: ChartWindow, { origin, lastAt, cadenceMs }: Extent): TimeRange {
  const end = Math.max(lastAt ?? origin, origin);
  const span = window === "all" ? Math.max(end - origin, FEWEST_TICKS * cadenceMs) : window;
  const to = Math.max(end, origin + span);
  const room = Math.round(span * END_SHARE);
  return { from: to - span - room, to: to + room };
}

/** A range zoomed about `center` (above 1 closer), within the run; null when it would show the whole run. */
export function zoomed(range: TimeRange, zoom: { factor: number; center?: number }, extent: Extent): TimeRange | null {
  const whole = windowRange("all", extent);
  const center = zoom.center ?? (range.from + range.to) / 2;
  const span = Math.max((range.to - range.from) / zoom.factor, FEWEST_TICKS * extent.cadenceMs);
  if (span >= whole.to - whole.from) return null;
  const share = (center - range.from) / (range.to - range.from);
  return placed(center - span * share, span, whole);
}

/** A range moved by a share of its width, within the run. */
export function panned(range: TimeRange, share: number, extent: Extent): TimeRange {
  const whole = windowRange("all", extent);
  const span = range.to - range.from;
  return placed(range.from + span * share, span, whole);
}

/** A span of whole ms that begins as near to `from` as fits. */
function placed(from: number, span: number, whole: TimeRange): TimeRange {
  const start = Math.round(Math.max(whole.from, Math.min(from, whole.to - span)));
  return { from: start, to: start + Math.round(span) };
}

/** Where the axis ends for these marks: a round number with some room above, 2 ms at least. */
export function topOf(marks: Marks): number {
  let highest = 0;
  for (const { rttMs } of marks.points) highest = Math.max(highest, rttMs);
  for (const { maxMs } of marks.buckets) highest = Math.max(highest, maxMs ?? 0);
  const wanted = Math.max(2, highest * 1.08);
  const power = 10 ** Math.floor(Math.log10(wanted));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((end) => end >= wanted) ?? wanted;
}
