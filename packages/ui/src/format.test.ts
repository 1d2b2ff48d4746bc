import { describe, expect, it } from "vitest";
import {
  formatBytes,
  formatCount,
  formatMac,
  formatMos,
  formatMs,
  formatPercent,
  formatQuantity,
  roundMsFigure,
} from "./format.ts";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("formatMs", () => {
  it.each([
    [0, "0 ms"],
    [0.004, "<0.01 ms"],
    [0.033, "0.03 ms"],
    [0.84, "0.84 ms"],
    [0.8, "0.8 ms"],
    [4, "4 ms"],
    [16.94, "16.9 ms"],
    [99.96, "100 ms"],
    [1_234.4, "1,234 ms"],
    [12_400, "12.4 s"],
    [null, "–"],
  ])("%s ms reads %s", (ms, text) => expect(plain(formatMs(ms))).toBe(text));

  it("keeps the number and its unit together with a space that does not break", () => {
    expect(formatMs(17)).toBe("17\u00a0ms");
  });
});

it("sets the largest figures in whole ms from 10 ms on", () => {
  expect(roundMsFigure(16.94)).toEqual({ value: "17", unit: "ms" });
  expect(roundMsFigure(4.13)).toEqual({ value: "4.1", unit: "ms" });
});

describe("formatPercent", () => {
  it.each([
    [0, "0 %"],
    [0.03, "<0.1 %"],
    [6.4444, "6.4 %"],
    [99.97, "99.9 %"],
    [100, "100 %"],
    [null, "–"],
  ])("%s reads %s", (percent, text) => expect(plain(formatPercent(percent))).toBe(text));
});

it("sets thousands apart", () => expect(formatCount(3_600)).toBe("3,600"));
it("counts in the singular and the plural", () => {
  expect(plain(formatQuantity(1, "sample"))).toBe("1 sample");
  expect(plain(formatQuantity(86_400, "sample"))).toBe("86,400 samples");
});
it.each([
  [0, "0 B"],
  [999, "999 B"],
  [1_440_000, "1.4 MB"],
  [999_960, "1 MB"],
])("%s bytes read %s", (bytes, text) => expect(plain(formatBytes(bytes))).toBe(text));
it("gives a MOS one decimal", () => expect([formatMos(4), formatMos(null)]).toEqual(["4.0", "–"]));
it("writes a MAC as it is printed on devices and leaves other text alone", () => {
  expect(formatMac("00:1a:2b:3c:4d:5e")).toBe("00:1A:2B:3C:4D:5E");
  expect(formatMac("ACC-7731")).toBe("ACC-7731");
});
