import type { Sample } from "@fieldline/domain/job";
import { bucketise } from "@fieldline/domain/series";
import { describe, expect, it } from "vitest";
import { ProbeHistory } from "./history.ts";
import { ORIGIN, runOf } from "./run.fixture.ts";

const probe = { cadenceMs: 1_000, origin: ORIGIN };
const whole = (ticks: number) => ({ from: ORIGIN, to: ORIGIN + ticks * 1_000 });
const sent = (marks: { buckets: { sent: number }[] }) => marks.buckets.reduce((sum, bucket) => sum + bucket.sent, 0);
const seriesOf = (samples: Sample[], bucketMs: number) => ({
  bucketMs,
  buckets: bucketise(samples, { bucketMs, cadenceMs: 1_000, previousTick: -1 }),
});

describe("ProbeHistory", () => {
  it("draws packets where they fit and the band where they do not", () => {
    const history = new ProbeHistory(probe);
    history.append(runOf({ ticks: 600 }));
    expect(history.marksOf(whole(600), 1_000).kind).toBe("packets");
    const band = history.marksOf(whole(600), 300);
    expect([band.kind, band.bucketMs, sent(band)]).toEqual(["band", 5_000, 600]);
  });

  it("counts each sample once, in whatever order and however often it comes", () => {
    const run = runOf({ ticks: 30 });
    const history = new ProbeHistory(probe);
    for (const part of [run.slice(10, 20), run.slice(0, 15), run.slice(5, 30), run]) history.append(part);
    expect(history.keptSamples).toBe(30);
    expect(history.marksOf(whole(30), 300).points).toHaveLength(30);
  });

  it("does not keep or change what the caller handed over", () => {
    const run = runOf({ ticks: 3 });
    const history = new ProbeHistory(probe);
    history.append(run);
    history.append(runOf({ ticks: 5 }).slice(3));
    expect(run).toHaveLength(3);
  });

  it("lays live samples over the server's buckets without counting one twice", () => {
    const run = runOf({ ticks: 3_000, rtt: (tick) => (tick === 40 ? 400 : 17) });
    const history = new ProbeHistory(probe);
    history.setOverview(seriesOf(run.slice(0, 2_700), 60_000));
    history.append(run.slice(2_500));
    const marks = history.marksOf(whole(3_000), 300);
    expect(sent(marks)).toBe(3_000);
    expect(marks.buckets[0]?.maxMs).toBe(400);
  });

  it("prefers detail for a range that its samples do not reach", () => {
    const run = runOf({ ticks: 3_000 });
    const history = new ProbeHistory(probe);
    history.setOverview(seriesOf(run, 60_000));
    history.append(run.slice(2_000));
    const range = { from: ORIGIN + 300_000, to: ORIGIN + 360_000 };
    expect(history.marksOf(range, 300).bucketMs).toBe(60_000);
    history.setDetail(seriesOf(run.slice(290, 370), 1_000));
    expect(history.marksOf(range, 300).bucketMs).toBe(1_000);
    expect(history.marksOf(whole(3_000), 300).bucketMs).toBe(60_000);
  });

  it("uses detail of a range that a pause begins, where there are no buckets", () => {
    const run = runOf({ ticks: 3_000 }).filter(({ tick }) => tick < 290 || tick > 320);
    const history = new ProbeHistory(probe);
    history.setOverview(seriesOf(run, 60_000));
    const range = { from: ORIGIN + 300_000, to: ORIGIN + 360_000 };
    history.setDetail(seriesOf(run.slice(290, 330), 1_000), range);
    expect(history.marksOf(range, 300).bucketMs).toBe(1_000);
  });

  it("stays bounded over a long watch and forgets neither a packet nor a spike", () => {
    const run = runOf({ ticks: 5_000, rtt: (tick) => (tick === 777 ? 400 : 17) });
    const history = new ProbeHistory(probe, { samples: 500, buckets: 50 });
    for (let from = 0; from < run.length; from += 40) history.append(run.slice(from, from + 40));
    const marks = history.marksOf(whole(5_000), 300);
    expect(history.keptSamples).toBeLessThanOrEqual(500);
    expect(marks.buckets.length).toBeLessThanOrEqual(60);
    expect(sent(marks)).toBe(5_000);
    expect(Math.max(...marks.buckets.map(({ maxMs }) => maxMs ?? 0))).toBe(400);
  });

  it("never draws a line over a hole in what arrived", () => {
    const run = runOf({ ticks: 200 });
    const history = new ProbeHistory(probe);
    history.append(run.slice(0, 50));
    history.append(run.slice(150));
    const { points, missed } = history.marksOf({ from: ORIGIN + 150_000, to: ORIGIN + 200_000 }, 300);
    expect(points).toHaveLength(50);
    expect(missed).toEqual([]);
  });

  it("knows where its data ends", () => {
    const history = new ProbeHistory(probe);
    expect(history.lastAt).toBeNull();
    history.setOverview(seriesOf(runOf({ ticks: 25 }), 10_000));
    expect(history.lastAt).toBe(ORIGIN + 30_000);
    history.append(runOf({ ticks: 25 }));
    expect(history.lastAt).toBe(ORIGIN + 24_000);
  });
});
