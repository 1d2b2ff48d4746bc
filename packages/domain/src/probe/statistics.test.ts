import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../config.ts";
import type { Sample } from "../job/job.ts";
import { nearestRank } from "./sketch.ts";
import { emptyStatistics, type ProbeStatistics, recentOf, recordSamples, summarise } from "./statistics.ts";

const { health } = DEFAULT_CONFIG;

function samplesOf(rtts: (number | null)[], packets = 1): Sample[] {
  return rtts.map((rttMs, i) => {
    const tick = Math.floor(i / packets);
    return {
      seq: i + 1,
      tick,
      at: 1_790_000_000_000 + tick * 1_000,
      rttMs,
      ...(rttMs === null && { error: "refused" }),
    };
  });
}

function statisticsOf(rtts: (number | null)[], packets = 1): ProbeStatistics {
  const stats = emptyStatistics();
  recordSamples(stats, samplesOf(rtts, packets), health);
  return stats;
}

const summaryOf = (rtts: (number | null)[]) => summarise(statisticsOf(rtts), 0);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const rtt = fc.option(
  fc.integer({ min: 0, max: 3_000_000 }).map((us) => us / 1_000),
  { freq: 4 },
);
const series = fc.array(rtt, { maxLength: 400 });

describe("a summary", () => {
  it("gives the jitter of the check series", () => {
    expect(summaryOf([136, 184, 115, 148, 125])).toMatchObject({
      jitterMs: 43.25,
      avgMs: 141.6,
      medianMs: expect.closeTo(136, -1),
    });
  });

  it("equals the figures computed from all samples at once", () => {
    fc.assert(
      fc.property(series, (rtts) => {
        const replies = rtts.filter((rttMs) => rttMs !== null);
        const summary = summaryOf(rtts);
        expect(summary.sent).toBe(rtts.length);
        expect(summary.received).toBe(replies.length);
        if (rtts.length === 0) expect(summary.lossPercent).toBeNull();
        else expect(summary.lossPercent).toBeCloseTo(100 - (100 * replies.length) / rtts.length, 2);
        if (replies.length === 0) {
          expect([
            summary.minMs,
            summary.avgMs,
            summary.p99Ms,
            summary.stddevMs,
            summary.jitterMs,
            summary.mos,
          ]).toEqual(Array(6).fill(null));
          return;
        }
        const sorted = [...replies].sort((a, b) => a - b);
        const avgMs = mean(replies);
        const deltas = replies.slice(1).map((value, i) => Math.abs(value - (replies[i] ?? 0)));
        expect(summary.minMs).toBe(sorted[0]);
        expect(summary.maxMs).toBe(sorted.at(-1));
        expect(summary.avgMs).toBeCloseTo(avgMs, 2);
        expect(summary.stddevMs).toBeCloseTo(Math.sqrt(mean(replies.map((value) => (value - avgMs) ** 2))), 2);
        expect(summary.jitterMs).toBeCloseTo(deltas.length === 0 ? 0 : mean(deltas), 2);
        for (const [quantile, estimate] of [
          [0.5, summary.medianMs],
          [0.95, summary.p95Ms],
          [0.99, summary.p99Ms],
        ] as const) {
          const exact = sorted[nearestRank(quantile, sorted.length) - 1] ?? Number.NaN;
          expect(Math.abs((estimate ?? Number.NaN) - exact)).toBeLessThanOrEqual(exact * 0.01 + 0.0011);
          expect(estimate).toBeGreaterThanOrEqual(summary.minMs ?? Number.NaN);
          expect(estimate).toBeLessThanOrEqual(summary.maxMs ?? Number.NaN);
        }
      }),
    );
  });

  it("keeps the deviation of small steps on a large offset", () => {
    const offsetMs = 1e9;
    const rtts = Array.from({ length: 100_000 }, (_, i) => offsetMs + (i % 2 === 0 ? 1 : -1));
    expect(summaryOf(rtts).stddevMs).toBe(1);
  });

  it("has a deviation of 0 and exact percentiles for equal replies", () => {
    expect(summaryOf([17.3, 17.3, 17.3])).toMatchObject({ stddevMs: 0, jitterMs: 0, medianMs: 17.3, p99Ms: 17.3 });
  });

  it("pairs the replies on both sides of a loss", () => expect(summaryOf([10, null, null, 16]).jitterMs).toBe(6));

  it("is empty before the first packet and knows loss when nothing came back", () => {
    expect(summaryOf([])).toMatchObject({ sent: 0, received: 0, lossPercent: null, avgMs: null, mos: null });
    expect(summaryOf([null, null])).toMatchObject({ sent: 2, received: 0, lossPercent: 100, avgMs: null, mos: null });
  });

  it("passes the missed ticks on", () => expect(summarise(emptyStatistics(), 4).missedTicks).toBe(4));
});

describe("recordSamples", () => {
  it("gives the same for one sample at a time as for any batches, repeated or through JSON", () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 5 }), cuts, (rtts, packets, sizes) => {
        const samples = samplesOf(rtts, packets);
        const single = emptyStatistics();
        for (const sample of samples) recordSamples(single, [sample], health);
        let batched = emptyStatistics();
        for (let from = 0, turn = 0; from < samples.length; turn++) {
          const to = from + (sizes[turn % sizes.length] ?? 1);
          recordSamples(batched, samples.slice(from, to), health);
          recordSamples(batched, samples.slice(Math.max(0, from - 3), to), health);
          batched = JSON.parse(JSON.stringify(batched));
          from = to;
        }
        expect(batched).toEqual(single);
      }),
    );
  });

  it("counts measured ticks, so that the ticks left out are known", () => {
    const stats = emptyStatistics();
    const at = 0;
    const rttMs = 10;
    recordSamples(
      stats,
      [
        { seq: 1, tick: 0, at, rttMs },
        { seq: 2, tick: 0, at, rttMs },
        { seq: 3, tick: 4, at, rttMs },
      ],
      health,
    );
    expect(stats).toMatchObject({ measuredTicks: 2, lastTick: 4, lastSeq: 3 });
    expect(stats.lastTick + 1 - stats.measuredTicks).toBe(3);
  });

  it("stays below 6 kB and as cheap to read after half a million samples", () => {
    const stats = emptyStatistics();
    let noise = 1;
    for (let seq = 1; seq <= 500_000; seq++) {
      noise = (Math.imul(noise, 1_664_525) + 1_013_904_223) >>> 0;
      const rttMs = noise < 2 ** 28 ? null : 5 + noise / 1e7;
      recordSamples(stats, [{ seq, tick: seq, at: 1_790_000_000_000 + seq, rttMs, error: `error ${noise}` }], health);
    }
    expect(JSON.stringify(stats).length).toBeLessThan(6_000);
    const busiest = [stats.condition.window.sent, stats.condition.window.medianMs, stats.sketch.pages];
    expect(Math.max(...busiest.map((list) => list.length))).toBeLessThanOrEqual(60);
  });
});

describe("recentOf", () => {
  it("gives the median of each tick, null where every packet was lost", () => {
    expect(recentOf(statisticsOf([9, 7, 8, null, null, null, null, 5, 6], 3))).toEqual([8, null, 5]);
  });

  it("holds the last 60 ticks, the one under way included", () => {
    const rtts = Array.from({ length: 100 }, (_, i) => i + 0.5);
    expect(recentOf(statisticsOf(rtts))).toEqual(rtts.slice(40));
  });
});
