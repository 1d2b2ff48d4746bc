import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endsAt, type Grid, phaseMs, tickAt, tickCount, tickOf } from "./grid.ts";

const grid: fc.Arbitrary<Grid> = fc.record({
  originMs: fc.integer({ min: 0, max: 8_640_000_000_000 }),
  cadenceMs: fc.integer({ min: 200, max: 300_000 }),
  durationMs: fc.integer({ min: 10_000, max: 604_800_000 }),
});

describe("ticks", () => {
  it("own the time from their due moment up to the next one's", () => {
    fc.assert(
      fc.property(grid, fc.integer({ min: 0, max: 3_024_000 }), fc.nat(), (g, n, later) => {
        expect(tickOf(g, tickAt(g, n))).toBe(n);
        expect(tickOf(g, tickAt(g, n) + (later % g.cadenceMs))).toBe(n);
        expect(tickOf(g, tickAt(g, n) - 1)).toBe(n - 1);
      }),
    );
  });

  it("number as many as are due before the end", () => {
    fc.assert(
      fc.property(grid, (g) => {
        const count = tickCount(g.durationMs, g.cadenceMs);
        expect(tickAt(g, count - 1)).toBeLessThan(endsAt(g));
        expect(tickAt(g, count)).toBeGreaterThanOrEqual(endsAt(g));
      }),
    );
  });

  it("count from -1 down before the origin", () => {
    expect(tickOf({ originMs: 10_000, cadenceMs: 1_000, durationMs: 10_000 }, 9_999)).toBe(-1);
    expect(tickOf({ originMs: 10_000, cadenceMs: 1_000, durationMs: 10_000 }, 8_999)).toBe(-2);
  });
});

describe("phaseMs", () => {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");
  const uuidV7 = (atMs: number, counter: number, random: number) =>
    `${hex(Math.floor(atMs / 65_536), 8)}-${hex(atMs % 65_536, 4)}-7${hex(counter, 3)}-a${hex(random % 4096, 3)}-${hex(random, 12)}`;
  const families: [string, (i: number) => string][] = [
    ["made in the same ms, told apart by a counter", (i) => uuidV7(1_790_000_000_000, i, 7_777_777)],
    ["made in the same ms, told apart by their random part", (i) => uuidV7(1_790_000_000_000, 5, i * 104_729)],
    ["made one ms apart", (i) => uuidV7(1_790_000_000_000 + i, 5, 7_777_777)],
  ];

  it.each(families)("spreads a thousand ids %s evenly", (_name, idOf) => {
    const bins = new Array<number>(20).fill(0);
    for (let i = 0; i < 1_000; i++) {
      const bin = Math.floor(phaseMs(idOf(i), 1_000) / 50);
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    const chiSquare = bins.reduce((sum, count) => sum + (count - 50) ** 2 / 50, 0);
    const criticalAt19DegreesFor1In1000 = 43.82;
    expect(chiSquare).toBeLessThan(criticalAt19DegreesFor1In1000);
  });

  it("is a whole ms within the span, the same each time", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 1, max: 300_000 }), (id, spanMs) => {
        const phase = phaseMs(id, spanMs);
        expect(Number.isInteger(phase) && phase >= 0 && phase < spanMs).toBe(true);
        expect(phaseMs(id, spanMs)).toBe(phase);
      }),
    );
  });
});
