import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dominantError, type ErrorTally, tallyError } from "./error-tally.ts";

function tallyOf(errors: (string | undefined)[]): ErrorTally {
  const tally: ErrorTally = [];
  for (const error of errors) tallyError(tally, error);
  return tally;
}

describe("dominantError", () => {
  it("is the one that at least half of the losses share", () => {
    const tally = tallyOf(["refused", "unreachable", "refused", undefined]);
    expect(dominantError(tally, 4)).toBe("refused");
    expect(dominantError(tally, 5)).toBeNull();
    expect(dominantError([], 3)).toBeNull();
  });

  it("stands while all others differ", () => {
    const errors = Array.from({ length: 300 }, (_, i) => (i % 10 < 7 ? "refused" : `stray ${i}`));
    expect(tallyOf(errors).reduce((top, entry) => (entry.count > top.count ? entry : top)).text).toBe("refused");
  });
});

describe("a tally", () => {
  it("is small whatever the errors", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 400 })), (errors) => {
        const tally = tallyOf(errors);
        expect(tally.length).toBeLessThanOrEqual(4);
        expect(tally.every(({ text, count }) => text.length <= 120 && count > 0)).toBe(true);
      }),
    );
  });
});
