import { describe, expect, it } from "vitest";
import { costWords } from "./cost.tsx";
import { intervalOf, msOf, numberOf } from "./interval.ts";
import { EMPTY_DRAFT } from "./probe-draft.ts";

describe("a length of time", () => {
  it.each([1_000, 1_500, 90_000, 600_000, 5_400_000, 86_400_000, 604_800_000])("of %i ms comes back", (ms) => {
    expect(msOf(intervalOf(ms))).toBe(ms);
  });

  it("is written in its largest whole unit", () => {
    expect(intervalOf(7_200_000)).toMatchObject({ amount: "2", unit: "h" });
    expect(intervalOf(90_000)).toMatchObject({ amount: "90", unit: "s" });
  });

  it("takes a comma, and is not a number where none was typed", () => {
    expect(numberOf("1,5")).toBe(1.5);
    expect(numberOf(" ")).toBeNaN();
    expect(numberOf("ten")).toBeNaN();
  });
});

describe("the cost", () => {
  it("is told in samples and time", () => {
    expect(costWords({ ...EMPTY_DRAFT, duration: intervalOf(3_600_000) })?.replaceAll("\u00a0", " ")).toBe(
      "3,600 samples over 1 h",
    );
    expect(costWords({ ...EMPTY_DRAFT, packets: "5" })?.replaceAll("\u00a0", " ")).toBe("3,000 samples over 10 m");
  });

  it.each(["", "x", "0", "-3"])("is not told for %j packets", (packets) => {
    expect(costWords({ ...EMPTY_DRAFT, packets })).toBeUndefined();
  });
});
