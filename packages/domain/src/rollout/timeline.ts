import type { RolloutDetail } from "./rollout.ts";

/** What happened in one step of time; `step` counts from the rollout's creation. */
export interface TimelineBucket {
  step: number;
  notified: number;
  succeeded: number;
  failed: number;
}

export const FIRST_STEP_MS = 1_000;
const MAX_POINTS = 120;

/** How wide a step has to be, in ms, for a rollout of this age to be drawn; a doubling of `stepMs`. */
export function stepFor(ageMs: number, stepMs: number): number {
  let widened = stepMs;
  while (Math.floor(Math.max(0, ageMs) / widened) >= MAX_POINTS) widened *= 2;
  return widened;
}

/** The buckets at steps that are `times` as wide. */
export function widened(buckets: TimelineBucket[], times: number): TimelineBucket[] {
  const wide = new Map<number, TimelineBucket>();
  for (const { step, notified, succeeded, failed } of buckets) {
    const at = Math.floor(step / times);
    const sum = wide.get(at) ?? { step: at, notified: 0, succeeded: 0, failed: 0 };
    wide.set(at, {
      step: at,
      notified: sum.notified + notified,
      succeeded: sum.succeeded + succeeded,
      failed: sum.failed + failed,
    });
  }
  return [...wide.values()];
}

interface Drawn {
  originMs: number;
  stepMs: number;
  /** Up to when it is drawn, in epoch ms. */
  untilMs: number;
}

/** How many were told, succeeded and failed by the end of each step, the oldest first; at most 120 points. */
export function timelineOf(buckets: TimelineBucket[], { originMs, stepMs, untilMs }: Drawn): RolloutDetail["timeline"] {
  const drawnMs = stepFor(untilMs - originMs, stepMs);
  const drawn = new Map(widened(buckets, drawnMs / stepMs).map((bucket) => [bucket.step, bucket]));
  const sum = { notified: 0, succeeded: 0, failed: 0 };
  const last = Math.max(0, Math.floor((untilMs - originMs) / drawnMs));
  return Array.from({ length: last + 1 }, (_, step) => {
    const { notified = 0, succeeded = 0, failed = 0 } = drawn.get(step) ?? {};
    sum.notified += notified;
    sum.succeeded += succeeded;
    sum.failed += failed;
    return { at: originMs + (step + 1) * drawnMs, ...sum };
  });
}
