import { formatClock, formatClockMinute, formatDay } from "../time.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const SECONDS = [
  0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200,
];

/** What the places on the time axis may lie apart. */
export const TIME_STEPS_MS = [...SECONDS.map((seconds) => seconds * 1_000), DAY_MS, 2 * DAY_MS, 7 * DAY_MS];

/** Labels for places on the time axis: seconds only where they differ, the day where a new one begins. */
export function timeLabels(splits: readonly number[], timeZone?: string): string[] {
  const step = (splits[1] ?? 0) - (splits[0] ?? 0);
  return splits.map((at, index) => {
    if (step >= DAY_MS) return formatDay(at, timeZone);
    const before = splits[index - 1];
    const day = formatDay(at, timeZone);
    if (before !== undefined && formatDay(before, timeZone) !== day) return day;
    return step > 0 && step < MINUTE_MS ? formatClock(at, timeZone) : formatClockMinute(at, timeZone);
  });
}

/** Parts an axis is divided into by the leading figures of its end, on a tall chart and on a low one. */
const PARTS: Record<string, [tall: number, low: number]> = {
  "1": [5, 2],
  "1.5": [3, 3],
  "2": [4, 2],
  "3": [3, 3],
  "4": [4, 2],
  "5": [5, 2],
  "6": [3, 3],
  "8": [4, 2],
};
const TALL_PX = 190;

/** Places on the latency axis from 0 to `topMs`, on round numbers where the height allows. */
export function msSplits(topMs: number, heightPx: number): number[] {
  const power = 10 ** Math.floor(Math.log10(topMs));
  const [tall, low] = PARTS[String(Math.round((topMs / power) * 10) / 10)] ?? [2, 2];
  const parts = heightPx >= TALL_PX ? tall : low;
  return Array.from({ length: parts + 1 }, (_, index) => Math.round((topMs * index * 1_000) / parts) / 1_000);
}
