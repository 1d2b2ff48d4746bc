import { describe, expect, it } from "vitest";
import { durationText, msOfText } from "./duration-text.ts";

describe("a length of time", () => {
  it.each([
    ["90 days", 7_776_000_000],
    ["1 s", 1_000],
    ["1s", 1_000],
    ["0.5 s", 500],
    ["1,5 h", 5_400_000],
    ["1 h 30 min", 5_400_000],
    ["2 weeks", 1_209_600_000],
    ["1 Day", 86_400_000],
    ["250 ms", 250],
  ])("is read from %j", (text, ms) => expect(msOfText(text)).toBe(ms));

  it.each(["", " ", "90", "days", "1 fortnight", "1 h later", "-1 s", "1 s,", "toString"])("is none in %j", (text) =>
    expect(msOfText(text)).toBeNaN(),
  );

  it.each([500, 1_000, 60_000, 600_000, 5_400_000, 86_400_000, 7_776_000_000])("of %i ms comes back", (ms) =>
    expect(msOfText(durationText(ms))).toBe(ms),
  );
});
