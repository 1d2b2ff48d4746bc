import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addToSketch,
  emptySketch,
  mergeSketch,
  nearestRank,
  quantilesOf,
  SKETCH_RELATIVE_ERROR,
  type Sketch,
} from "./sketch.ts";

const QUANTILES = [0, 0.01, 0.25, 0.5, 0.75, 0.95, 0.99, 0.999, 1];

function sketchOf(values: number[]): Sketch {
  const sketch = emptySketch();
  for (const value of values) addToSketch(sketch, value);
  return sketch;
}

function expectWithinError(values: number[]): void {
  const sorted = [...values].sort((a, b) => a - b);
  const estimates = quantilesOf(sketchOf(values), QUANTILES);
  QUANTILES.forEach((quantile, i) => {
    const exact = sorted[nearestRank(quantile, sorted.length) - 1] ?? Number.NaN;
    const allowed = exact < 0.001 ? 0.001 : exact * (SKETCH_RELATIVE_ERROR + 1e-9);
    expect(Math.abs((estimates[i] ?? Number.NaN) - exact)).toBeLessThanOrEqual(allowed);
  });
}

const rttMs = fc.oneof(
  fc.double({ min: 0, max: 600_000, noNaN: true }),
  fc.double({ min: Math.log(0.0005), max: Math.log(600_000), noNaN: true }).map(Math.exp),
  fc.integer({ min: 0, max: 40 }),
  fc.constantFrom(0, 0.0009999, 0.001, 1, 5_000, 600_000),
);

describe("quantiles", () => {
  it("are within 1 % of the exact nearest rank for any series", () => {
    fc.assert(fc.property(fc.array(rttMs, { minLength: 1, maxLength: 500 }), expectWithinError), { numRuns: 300 });
  });

  it.each([
    ["all equal", Array.from({ length: 1_000 }, () => 17)],
    ["only zeros", Array.from({ length: 50 }, () => 0)],
    ["two far ends", [...Array.from({ length: 500 }, () => 0.001), ...Array.from({ length: 500 }, () => 600_000)]],
    ["ascending powers", Array.from({ length: 400 }, (_, i) => 0.001 * 1.05 ** i)],
    ["descending", Array.from({ length: 5_000 }, (_, i) => 5_000 - i)],
    ["bucket borders", Array.from({ length: 900 }, (_, i) => (1.01 / 0.99) ** (i - 300))],
    ["one spike in a day", [...Array.from({ length: 86_399 }, (_, i) => 15 + (i % 100) / 25), 4_900]],
  ])("are within 1 %% for %s", (_name, values) => expectWithinError(values));

  it("are none for an empty sketch", () => expect(quantilesOf(emptySketch(), [0.5])).toEqual([]));

  it("reads what is above 600 s as 600 s", () => {
    const [median = 0] = quantilesOf(sketchOf([3_600_000]), [0.5]);
    expect(Math.abs(median - 600_000)).toBeLessThanOrEqual(6_000);
  });
});

describe("a sketch", () => {
  it("merged equals one that took every value", () => {
    fc.assert(
      fc.property(fc.array(rttMs), fc.array(rttMs), (left, right) => {
        const merged = sketchOf(left);
        mergeSketch(merged, sketchOf(right));
        expect(merged).toEqual(sketchOf([...left, ...right]));
      }),
    );
  });

  it("does not share pages with what was merged into it", () => {
    const from = sketchOf([10]);
    const into = emptySketch();
    mergeSketch(into, from);
    addToSketch(into, 10);
    expect(from).toEqual(sketchOf([10]));
  });

  it("goes on after a trip through JSON", () => {
    const values = [0, 3, 17, 17.2, 900];
    const restored: Sketch = JSON.parse(JSON.stringify(sketchOf(values)));
    addToSketch(restored, 55);
    expect(restored).toEqual(sketchOf([...values, 55]));
  });

  it("is small for a usual link and bounded for any", () => {
    const usual = sketchOf([...Array.from({ length: 86_400 }, (_, i) => 14 + (i % 500) / 100), 80, 900]);
    const worst = sketchOf(Array.from({ length: 1_000_000 }, (_, i) => 0.001 * 6e8 ** (i / 1e6)));
    expect(JSON.stringify(usual).length).toBeLessThan(500);
    expect(JSON.stringify(worst).length).toBeLessThan(5_500);
  });
});
