import fc from "fast-check";
import { expect, it } from "vitest";
import { FIRST_STEP_MS, stepFor, type TimelineBucket, timelineOf, widened } from "./timeline.ts";

const START = 1_900_000_000_000;
const bucket = (step: number, notified: number, succeeded = 0, failed = 0): TimelineBucket => ({
  step,
  notified,
  succeeded,
  failed,
});

it("says how many so far by the end of each step", () => {
  const points = timelineOf([bucket(0, 2), bucket(2, 1, 2, 1)], {
    originMs: START,
    stepMs: 1_000,
    untilMs: START + 3_500,
  });
  expect(points).toEqual([
    { at: START + 1_000, notified: 2, succeeded: 0, failed: 0 },
    { at: START + 2_000, notified: 2, succeeded: 0, failed: 0 },
    { at: START + 3_000, notified: 3, succeeded: 2, failed: 1 },
    { at: START + 4_000, notified: 3, succeeded: 2, failed: 1 },
  ]);
});

it("is at most 120 points long, and loses nothing, at any age", () => {
  const events = fc.array(fc.nat({ max: 40 * 86_400_000 }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(events, (ages) => {
      const untilMs = Math.max(...ages);
      const stepMs = stepFor(untilMs, FIRST_STEP_MS);
      const buckets = widened(
        ages.map((age) => bucket(Math.floor(age / FIRST_STEP_MS), 1)),
        stepMs / FIRST_STEP_MS,
      );
      const points = timelineOf(buckets, { originMs: START, stepMs, untilMs: START + untilMs });
      expect(points.length).toBeLessThanOrEqual(120);
      expect(points.at(-1)?.notified).toBe(ages.length);
    }),
  );
});

it("is drawn in wider steps where nothing happened for long", () => {
  const points = timelineOf([bucket(0, 4), bucket(5, 1)], {
    originMs: START,
    stepMs: 1_000,
    untilMs: START + 86_400_000,
  });
  expect(points.length).toBeLessThanOrEqual(120);
  expect(points[0]).toMatchObject({ notified: 5 });
});
