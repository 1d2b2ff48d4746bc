import { expect, it } from "vitest";
import { msSplits, timeLabels } from "./axis-labels.ts";

const at = Date.UTC(2026, 10, 22, 23, 30);
const every = (ms: number, count = 3) => Array.from({ length: count }, (_, index) => at + index * ms);

it("shows seconds only when the places are closer than a minute", () => {
  expect(timeLabels(every(15_000), "UTC")).toEqual(["23:30:00", "23:30:15", "23:30:30"]);
  expect(timeLabels(every(300_000), "UTC")).toEqual(["23:30", "23:35", "23:40"]);
});

it("names the day where a new one begins", () => {
  expect(timeLabels(every(1_800_000), "UTC")).toEqual(["23:30", "23 Nov", "00:30"]);
});

it("counts in days over a week", () => {
  expect(timeLabels(every(86_400_000), "UTC")).toEqual(["22 Nov", "23 Nov", "24 Nov"]);
});

it("divides the latency axis on round numbers", () => {
  expect(msSplits(2, 140)).toEqual([0, 1, 2]);
  expect(msSplits(50, 230)).toEqual([0, 10, 20, 30, 40, 50]);
  expect(msSplits(150, 230)).toEqual([0, 50, 100, 150]);
  expect(msSplits(600, 140)).toEqual([0, 200, 400, 600]);
});
