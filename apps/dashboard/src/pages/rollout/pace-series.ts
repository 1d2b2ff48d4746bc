import type { RolloutDetail } from "@fieldline/domain/rollout";

type Timeline = RolloutDetail["timeline"];

export interface PacePoint {
  at: number;
  notified: number;
  succeeded: number;
  failed: number;
}

const MINUTE_MS = 60_000;
const MOST_POINTS = 40;
const LEAST_STEP_MS = 10_000;

/** What happened a minute, over steps that are wide enough for that to mean something. */
export function perMinute(timeline: Timeline, originMs: number): PacePoint[] {
  const last = timeline.at(-1);
  if (!last) return [];
  const stepMs = Math.max(LEAST_STEP_MS, (last.at - originMs) / MOST_POINTS);
  const points: PacePoint[] = [];
  let before: PacePoint = { at: originMs, notified: 0, succeeded: 0, failed: 0 };
  for (const point of timeline) {
    if (point.at - before.at < stepMs && point !== last) continue;
    const minutes = Math.max(point.at - before.at, LEAST_STEP_MS) / MINUTE_MS;
    points.push({
      at: point.at,
      notified: (point.notified - before.notified) / minutes,
      succeeded: (point.succeeded - before.succeeded) / minutes,
      failed: (point.failed - before.failed) / minutes,
    });
    before = point;
  }
  return points;
}

/** A round number at or above the highest of these, 2 at least. */
export function topOf(points: readonly PacePoint[]): number {
  const highest = Math.max(2, ...points.flatMap(({ notified, succeeded, failed }) => [notified, succeeded, failed]));
  const power = 10 ** Math.floor(Math.log10(highest));
  return [1, 2, 4, 5, 8, 10].map((step) => step * power).find((top) => top >= highest) ?? highest;
}
