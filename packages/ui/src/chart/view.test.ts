import { describe, expect, it } from "vitest";
import { bandMarks, packetMarks } from "./marks.ts";
import { ORIGIN, runOf } from "./run.fixture.ts";
import { panned, topOf, windowRange, zoomed } from "./view.ts";

const extent = (seconds: number) => ({ origin: ORIGIN, cadenceMs: 1_000, lastAt: ORIGIN + seconds * 1_000 });
const seconds = ({ from, to }: { from: number; to: number }) => [(from - ORIGIN) / 1_000, (to - ORIGIN) / 1_000];

describe("windowRange", () => {
  it("fills a window from the left while the run is shorter than it", () => {
    expect(seconds(windowRange(60_000, extent(12)))).toEqual([-0.72, 60.72]);
    expect(windowRange(60_000, extent(13))).toEqual(windowRange(60_000, extent(12)));
  });

  it("follows the end of a longer run", () => {
    expect(seconds(windowRange(60_000, extent(100)))).toEqual([39.28, 100.72]);
  });

  it("shows the whole run, and ten ticks of room before there is one", () => {
    expect(seconds(windowRange("all", extent(1_000)))).toEqual([-12, 1_012]);
    expect(seconds(windowRange("all", { ...extent(0), lastAt: null }))[1]).toBeCloseTo(10.12);
  });
});

describe("zoomed", () => {
  const run = extent(1_000);
  const range = { from: ORIGIN + 200_000, to: ORIGIN + 400_000 };

  it("zooms about the middle", () => expect(seconds(zoomed(range, { factor: 2 }, run) ?? range)).toEqual([250, 350]));
  it("follows again when all of the run would show", () => expect(zoomed(range, { factor: 0.1 }, run)).toBeNull());
  it("does not zoom closer than ten ticks", () => {
    expect(seconds(zoomed(range, { factor: 1_000 }, run) ?? range)).toEqual([295, 305]);
  });
  it("stays within the run", () => {
    expect(seconds(zoomed({ from: ORIGIN, to: ORIGIN + 100_000 }, { factor: 0.5 }, run) ?? range)).toEqual([-12, 188]);
  });
});

it("moves within the run", () => {
  const range = { from: ORIGIN + 200_000, to: ORIGIN + 400_000 };
  expect(seconds(panned(range, -0.5, extent(1_000)))).toEqual([100, 300]);
  expect(seconds(panned(range, 9, extent(1_000)))).toEqual([812, 1_012]);
});

describe("topOf", () => {
  const topOfRun = (rttMs: number) => topOf(packetMarks(runOf({ ticks: 3, rtt: () => rttMs }), 1_000));

  it("has an axis to show when every value is 0 or 1 ms, or lost", () => {
    expect([topOfRun(0), topOfRun(1)]).toEqual([2, 2]);
    expect(topOf(packetMarks(runOf({ ticks: 3, rtt: () => null }), 1_000))).toBe(2);
  });

  it("ends on a round number above the highest packet or bucket", () => {
    expect([topOfRun(17), topOfRun(46), topOfRun(75), topOfRun(1_200)]).toEqual([20, 50, 100, 1_500]);
    const bucket = { at: ORIGIN, sent: 2, lost: 0, missed: 0, minMs: 1, medianMs: 2, maxMs: 400 };
    expect(topOf(bandMarks([bucket], 1_000))).toBe(500);
  });
});
