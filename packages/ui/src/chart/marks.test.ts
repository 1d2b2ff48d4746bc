import { describe, expect, it } from "vitest";
import { bandMarks, medianOf, packetMarks } from "./marks.ts";
import { ORIGIN, runOf } from "./run.fixture.ts";

const second = (n: number) => ORIGIN + n * 1_000;

describe("packetMarks", () => {
  it("shows a loss as a gap with a tick at the foot, never as a latency", () => {
    const marks = packetMarks(runOf({ ticks: 4, rtt: (tick) => (tick === 2 ? null : 17) }), 1_000);
    expect(marks.line.map((point) => point?.rttMs ?? null)).toEqual([17, 17, null, 17]);
    expect(marks.points).toHaveLength(3);
    expect(marks.losses).toEqual([{ at: second(2), share: 1 }]);
  });

  it("shows every packet of a tick and joins the ticks through their medians", () => {
    const rtt = (tick: number, packet: number) => (tick === 1 && packet < 2 ? null : 10 + packet);
    const marks = packetMarks(runOf({ ticks: 2, packets: 5, rtt }), 1_000);
    expect(marks.points).toHaveLength(8);
    expect(marks.line.map((point) => point?.rttMs)).toEqual([12, 13]);
    expect(marks.losses).toEqual([{ at: second(1), share: 0.4 }]);
  });

  it("names skipped ticks as not measured and does not draw across them", () => {
    const marks = packetMarks(runOf({ ticks: 8, rtt: (tick) => (tick > 2 && tick < 6 ? undefined : 17) }), 1_000);
    expect(marks.missed).toEqual([{ from: second(2.5), to: second(5.5) }]);
    expect(marks.losses).toEqual([]);
    expect(marks.line.map((point) => point !== null)).toEqual([true, true, true, false, true, true]);
  });

  it("lifts the pen over a pause without calling it missed or lost", () => {
    const [first, second, third] = runOf({ ticks: 3 });
    if (!first || !second || !third) throw new Error("the run is too short");
    const marks = packetMarks([first, second, { ...third, at: third.at + 60_000 }], 1_000);
    expect(marks.line.map((point) => point !== null)).toEqual([true, true, false, true]);
    expect([marks.missed, marks.losses]).toEqual([[], []]);
  });

  it("does not count a pause beside missed ticks as not measured", () => {
    const [first, , , fourth] = runOf({ ticks: 4 });
    if (!first || !fourth) throw new Error("the run is too short");
    const { missed } = packetMarks([first, { ...fourth, seq: 2, at: fourth.at + 60_000 }], 1_000);
    expect(missed.map(({ from, to }) => to - from)).toEqual([2_000]);
  });

  it("has nothing to draw of nothing", () => {
    expect(packetMarks([], 1_000)).toMatchObject({ points: [], line: [], losses: [], missed: [] });
  });
});

describe("bandMarks", () => {
  const bucket = { at: ORIGIN, sent: 10, lost: 0, missed: 0, minMs: 8, medianMs: 17, maxMs: 400 };

  it("puts the median in the middle of its bucket and keeps the extremes for the band", () => {
    const marks = bandMarks([bucket], 10_000);
    expect(marks.line).toEqual([{ at: second(5), rttMs: 17 }]);
    expect(marks.buckets[0]).toMatchObject({ minMs: 8, maxMs: 400 });
  });

  it("lifts the pen where everything was lost and where buckets are absent", () => {
    const lost = { ...bucket, at: second(10), lost: 10, minMs: null, medianMs: null, maxMs: null };
    const marks = bandMarks([bucket, lost, { ...bucket, at: second(20) }, { ...bucket, at: second(60) }], 10_000);
    expect(marks.line.map((point) => point !== null)).toEqual([true, false, true, false, true]);
    expect(marks.losses).toEqual([{ at: second(15), share: 1 }]);
  });

  it("joins neighbouring spans that were not measured", () => {
    const missed = (n: number) => ({ ...bucket, at: second(n), missed: 3 });
    expect(bandMarks([missed(0), missed(10), missed(40)], 10_000).missed).toEqual([
      { from: second(0), to: second(20) },
      { from: second(40), to: second(50) },
    ]);
  });
});

it("takes the mean of the two in the middle as the median", () => {
  expect([medianOf([]), medianOf([3]), medianOf([9, 1, 5]), medianOf([4, 1, 2, 3])]).toEqual([null, 3, 5, 2.5]);
});
