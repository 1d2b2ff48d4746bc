import type { Series, SeriesBucket } from "@fieldline/domain/frames";
import { describe, expect, it } from "vitest";
import { stillChart } from "./still.ts";

const ORIGIN = Date.UTC(2026, 10, 22, 14);
const bucket = (index: number, part: Partial<SeriesBucket> = {}): SeriesBucket => ({
  at: ORIGIN + index * 10_000,
  sent: 10,
  lost: 0,
  missed: 0,
  minMs: 10,
  medianMs: 20,
  maxMs: 40,
  ...part,
});
const NONE = { minMs: null, medianMs: null, maxMs: null };
const draw = (buckets: SeriesBucket[], bucketMs = 10_000) => {
  const series: Series = { bucketMs, buckets };
  return stillChart(series, { origin: ORIGIN, cadenceMs: 1_000, width: 720, height: 220, timeZone: "UTC" });
};

describe("a still picture", () => {
  it("shows the whole run between its edges", () => {
    const { left, right, band, times, ms } = draw(Array.from({ length: 60 }, (_, index) => bucket(index)));
    const places = [...band.matchAll(/M([\d.]+)/g)].map(([, x]) => Number(x));
    expect(places).toHaveLength(60);
    expect(Math.min(...places)).toBeGreaterThanOrEqual(left);
    expect(Math.max(...places)).toBeLessThan(right);
    expect(times[0]?.text).toBe("14:00");
    expect(times.length).toBeLessThanOrEqual(9);
    expect(ms[0]?.text).toBe("0");
    expect(ms.at(-1)?.text).toMatch(/ms$/);
  });

  it("draws a loss at the foot and lifts the pen over it", () => {
    const { line, losses, foot } = draw([bucket(0), bucket(1, { lost: 10, ...NONE }), bucket(2), bucket(3)]);
    expect(line.match(/M/g)).toHaveLength(2);
    expect(line).toContain("h.01");
    expect(losses).toMatch(new RegExp(`^M[\\d.]+ ${foot}v-12$`));
  });

  it("marks what was not measured, without a loss", () => {
    const { missed, losses } = draw([bucket(0), bucket(1, { sent: 0, missed: 10, ...NONE }), bucket(2)]);
    expect(missed).toHaveLength(1);
    expect(losses).toBe("");
  });

  it("has its axes before anything is measured", () => {
    const { band, line, ms, times } = draw([]);
    expect([band, line]).toEqual(["", ""]);
    expect(ms.length).toBeGreaterThan(1);
    expect(times.length).toBeGreaterThan(0);
  });
});
