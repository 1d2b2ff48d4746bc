import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergedBursts, noBursts, withOpenRun, withRun } from "./bursts.ts";

const lengths = fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 40 });
const burstsOf = (runs: number[]) => runs.reduce(withRun, noBursts());

describe("bursts", () => {
  it("count their runs, lost packets, shortest and longest", () => {
    expect(burstsOf([4, 2, 6])).toEqual({ count: 3, lost: 12, shortest: 2, longest: 6 });
  });

  it("merge to what all runs give together", () => {
    fc.assert(
      fc.property(lengths, lengths, (a, b) => {
        expect(mergedBursts(burstsOf(a), burstsOf(b))).toEqual(burstsOf([...a, ...b]));
      }),
    );
  });

  it("take no run of length 0", () => expect(withRun(noBursts(), 0)).toEqual(noBursts()));

  it("do not let a run that goes on be the shortest, unless it is the only one", () => {
    expect(withOpenRun(burstsOf([3, 5]), 1)).toEqual({ count: 3, lost: 9, shortest: 3, longest: 5 });
    expect(withOpenRun(burstsOf([3, 5]), 8)).toMatchObject({ shortest: 3, longest: 8 });
    expect(withOpenRun(noBursts(), 2)).toMatchObject({ shortest: 2, longest: 2 });
  });
});
