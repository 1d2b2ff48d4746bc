import type { Upcoming } from "@fieldline/domain/schedule";
import { describe, expect, it } from "vitest";
import { daysOf, weekFrom } from "./week.ts";

const HOUR_MS = 3_600_000;
const bounds = weekFrom(new Date(2026, 10, 22, 14, 30).getTime());
const start = bounds[0] ?? 0;
const run = (hours: number, scheduleId = "a"): Upcoming => ({
  scheduleId,
  name: scheduleId,
  isEnabled: true,
  at: start + hours * HOUR_MS,
});
const told = (upcoming: Upcoming[]) =>
  daysOf(upcoming, bounds).map(({ entries }) =>
    entries.map(({ when, name, count }) => `${when.replaceAll("\u00a0", " ")} ${name} ${count}`),
  );

describe("the coming week", () => {
  it("has seven days, today first, each from midnight to midnight of the reader", () => {
    expect(bounds).toHaveLength(8);
    expect(bounds.map((at) => new Date(at).getHours())).toEqual(Array(8).fill(0));
    expect(bounds.map((at) => new Date(at).getDate())).toEqual([22, 23, 24, 25, 26, 27, 28, 29]);
  });

  it("lists each occurrence on its day, in order", () => {
    const days = told([run(4, "b"), run(3), run(27)]);
    expect(days.slice(0, 2)).toEqual([["03:00 a 1", "04:00 b 1"], ["03:00 a 1"]]);
  });

  it("bundles what comes often on a day, at its first", () => {
    expect(told([0, 6, 12, 18].map((hour) => run(hour)))[0]).toEqual(["every 6 h a 4"]);
    expect(told([run(1, "b"), ...[0.5, 3, 12].map((hour) => run(hour))])[0]).toEqual(["3 runs a 3", "01:00 b 1"]);
  });

  it("leaves out what is before it or after it", () => {
    expect(told([run(-1), run(7 * 24)]).flat()).toEqual([]);
  });
});
