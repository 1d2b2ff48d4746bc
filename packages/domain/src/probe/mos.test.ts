import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meanOpinionScore, rFactor } from "./mos.ts";

describe("meanOpinionScore", () => {
  it.each([
    [{ avgMs: 50, jitterMs: 5, lossPercent: 1 }, 88.95, 4.31],
    [{ avgMs: 300, jitterMs: 30, lossPercent: 5 }, 55.7, 2.88],
  ])("gives the check values of %j", (conditions, r, mos) => {
    expect(rFactor(conditions)).toBeCloseTo(r, 9);
    expect(meanOpinionScore(conditions)).toBeCloseTo(mos, 2);
  });

  it("is continuous where the latency cost changes its slope", () => {
    const below = rFactor({ avgMs: 149.999, jitterMs: 0, lossPercent: 0 });
    expect(rFactor({ avgMs: 150, jitterMs: 0, lossPercent: 0 })).toBeCloseTo(below, 3);
  });

  it("is 1 where nothing can be understood", () => {
    expect(meanOpinionScore({ avgMs: 20, jitterMs: 1, lossPercent: 100 })).toBe(1);
    expect(meanOpinionScore({ avgMs: 5_000, jitterMs: 900, lossPercent: 0 })).toBe(1);
  });

  it("stays within 1 and 4.5", () => {
    const figure = fc.double({ min: 0, max: 10_000, noNaN: true });
    fc.assert(
      fc.property(figure, figure, fc.double({ min: 0, max: 100, noNaN: true }), (avgMs, jitterMs, lossPercent) => {
        const mos = meanOpinionScore({ avgMs, jitterMs, lossPercent });
        expect(mos).toBeGreaterThanOrEqual(1);
        expect(mos).toBeLessThanOrEqual(4.5);
      }),
    );
  });
});
