import { describe, expect, it } from "vitest";
import { perMinute, topOf } from "./pace-series.ts";

const at = (second: number, notified: number, succeeded = 0, failed = 0) => ({
  at: second * 1_000,
  notified,
  succeeded,
  failed,
});

describe("the pace", () => {
  it("is what happened a minute, over steps of ten seconds at least", () => {
    const timeline = Array.from({ length: 30 }, (_, index) => at(index + 1, index + 1));
    const points = perMinute(timeline, 0);
    expect(points.map((point) => point.at)).toEqual([10_000, 20_000, 30_000]);
    expect(points.map(({ notified }) => notified)).toEqual([60, 60, 60]);
  });

  it("is not made greater by a last step that is short", () =>
    expect(perMinute([at(10, 10), at(11, 12)], 0).map(({ notified }) => notified)).toEqual([60, 12]));

  it("is nothing where nothing has happened", () => expect(perMinute([], 0)).toEqual([]));

  it("is drawn below a round number", () => {
    expect(topOf([at(1, 37)])).toBe(40);
    expect(topOf([])).toBe(2);
  });
});
