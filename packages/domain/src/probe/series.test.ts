import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Sample } from "../job/job.ts";
import type { SeriesBucket } from "../live/frames.ts";
import { bucketise, widen } from "./series.ts";

const ORIGIN = 1_790_000_160_000;
const every = (bucketMs: number, previousTick = -1) => ({ bucketMs, cadenceMs: 1_000, previousTick });

/** One sample for each `[tick, rttMs]`, sent when its tick is due. */
function samplesAt(...outcomes: [number, number | null][]): Sample[] {
  return outcomes.map(([tick, rttMs], i) => ({ seq: i + 1, tick, at: ORIGIN + tick * 1_000, rttMs }));
}
const total = (buckets: SeriesBucket[], field: "sent" | "lost" | "missed") =>
  buckets.reduce((sum, bucket) => sum + bucket[field], 0);

describe("buckets", () => {
  it("hold the figures of their samples", () => {
    const samples = samplesAt([0, 20], [1, null], [2, 12], [3, 16], [4, 14]);
    expect(bucketise(samples, every(5_000))).toEqual([
      { at: ORIGIN, sent: 5, lost: 1, missed: 0, minMs: 12, medianMs: 14, maxMs: 20 },
    ]);
  });

  it("start at multiples of their width and leave out the empty ones", () => {
    const samples = samplesAt([1, 10], [25, 30]);
    expect(bucketise(samples, every(10_000, 24)).map(({ at }) => at - ORIGIN)).toEqual([0, 20_000]);
  });

  it("have no latency where every packet was lost", () => {
    const [bucket] = bucketise(samplesAt([0, null], [1, null]), every(10_000));
    expect(bucket).toMatchObject({ sent: 2, lost: 2, minMs: null, medianMs: null, maxMs: null });
  });

  it("keep a one-second spike", () => {
    const minute = Array.from({ length: 60 }, (_, tick): [number, number] => [tick, tick === 31 ? 900 : 15]);
    expect(bucketise(samplesAt(...minute), every(60_000))).toMatchObject([{ minMs: 15, medianMs: 15, maxMs: 900 }]);
  });

  it("count missed ticks where they were due, also where nothing was measured", () => {
    const buckets = bucketise(samplesAt([2, 10], [18, 10]), every(5_000));
    expect(buckets.map(({ at, sent, missed }) => [at - ORIGIN, sent, missed])).toEqual([
      [0, 1, 4],
      [5_000, 0, 5],
      [10_000, 0, 5],
      [15_000, 1, 3],
    ]);
  });

  it("count no miss between the packets of one tick, nor where the last one measured is known", () => {
    const [first, second] = samplesAt([7, 10], [7, 11]);
    expect(bucketise([first, second] as Sample[], every(1_000, 6))).toMatchObject([{ sent: 2, missed: 0 }]);
  });

  it("are in order of time, also where the clock was set back", () => {
    const [early, late] = samplesAt([0, 10], [30, 12]) as [Sample, Sample];
    const buckets = bucketise([late, { ...early, tick: 31 }], every(10_000, 29));
    expect(buckets.map(({ at }) => at - ORIGIN)).toEqual([0, 30_000]);
  });

  it("are none for no samples", () => {
    expect(bucketise([], every(1_000))).toEqual([]);
    expect(widen([], 60_000)).toEqual([]);
  });
});

describe("wider buckets", () => {
  const bucket = (at: number, fields: Partial<SeriesBucket>): SeriesBucket => ({
    at: ORIGIN + at,
    sent: 0,
    lost: 0,
    missed: 0,
    minMs: null,
    medianMs: null,
    maxMs: null,
    ...fields,
  });

  it("have the median of medians, weighed by replies", () => {
    const many = bucket(0, { sent: 60, lost: 0, minMs: 10, medianMs: 12, maxMs: 20 });
    const few = bucket(60_000, { sent: 60, lost: 55, minMs: 80, medianMs: 90, maxMs: 99 });
    const none = bucket(120_000, { sent: 60, lost: 60 });
    expect(widen([many, few, none], 240_000)).toEqual([
      { at: ORIGIN, sent: 180, lost: 115, missed: 0, minMs: 10, medianMs: 12, maxMs: 99 },
    ]);
    const low = { sent: 60, lost: 55, minMs: 4, medianMs: 5, maxMs: 6 };
    expect(widen([bucket(60_000, low), many, bucket(120_000, low)], 240_000)).toMatchObject([{ medianMs: 12 }]);
    expect(widen([none, bucket(180_000, { missed: 60 })], 120_000)).toEqual([
      bucket(120_000, { sent: 60, lost: 60, missed: 60 }),
    ]);
  });

  it("take their parts in any order", () => {
    const parts = [bucket(60_000, { sent: 1, lost: 1 }), bucket(0, { missed: 3 }), bucket(60_000, { missed: 2 })];
    expect(widen(parts, 60_000)).toEqual([bucket(0, { missed: 3 }), bucket(60_000, { sent: 1, lost: 1, missed: 2 })]);
  });
});

describe("any run of samples", () => {
  const rttMs = fc.option(
    fc.integer({ min: 1, max: 900_000 }).map((micros) => micros / 1_000),
    { freq: 4 },
  );
  const tick = fc.record({
    skipped: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 40 })),
    lateMs: fc.nat(300),
    rtts: fc.array(rttMs, { minLength: 1, maxLength: 4 }),
  });
  const run = fc
    .record({
      originMs: fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }),
      cadenceMs: fc.integer({ min: 1_000, max: 10_000 }),
      ticks: fc.array(tick, { minLength: 1, maxLength: 60 }),
    })
    .map(({ originMs, cadenceMs, ticks }) => {
      const samples: Sample[] = [];
      let n = -1;
      for (const { skipped, lateMs, rtts } of ticks) {
        n += skipped + 1;
        for (const [packet, rttMs] of rtts.entries())
          samples.push({ seq: samples.length + 1, tick: n, at: originMs + n * cadenceMs + lateMs + packet, rttMs });
      }
      return { samples, cadenceMs, missed: ticks.reduce((sum, { skipped }) => sum + skipped, 0) };
    });
  const bucketMs = fc.integer({ min: 500, max: 120_000 });

  it("is in its buckets, each sample once", () => {
    fc.assert(
      fc.property(run, bucketMs, ({ samples, cadenceMs, missed }, bucketMs) => {
        const buckets = bucketise(samples, { bucketMs, cadenceMs, previousTick: -1 });
        expect(total(buckets, "sent")).toBe(samples.length);
        expect(total(buckets, "missed")).toBe(missed);
        for (const { at, sent, lost, missed, minMs, medianMs, maxMs } of buckets) {
          const own = samples.filter((sample) => sample.at >= at && sample.at < at + bucketMs);
          const rtts = own.flatMap(({ rttMs }) => (rttMs === null ? [] : [rttMs])).sort((a, b) => a - b);
          expect(at % bucketMs).toBe(0);
          expect(sent + missed).toBeGreaterThan(0);
          expect([sent, lost]).toEqual([own.length, own.length - rtts.length]);
          expect([minMs, maxMs]).toEqual([rtts[0] ?? null, rtts.at(-1) ?? null]);
          expect(medianMs).toBe(rtts[Math.ceil(rtts.length / 2) - 1] ?? null);
        }
      }),
    );
  });

  it("gives buckets in order of time, none twice", () => {
    fc.assert(
      fc.property(run, bucketMs, ({ samples, cadenceMs }, bucketMs) => {
        const times = bucketise(samples, { bucketMs, cadenceMs, previousTick: -1 }).map(({ at }) => at);
        expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
      }),
    );
  });

  it("widened equals the same run gathered wide at once, but for the median", () => {
    fc.assert(
      fc.property(run, bucketMs, fc.integer({ min: 1, max: 20 }), ({ samples, cadenceMs }, bucketMs, times) => {
        const fine = bucketise(samples, { bucketMs, cadenceMs, previousTick: -1 });
        const coarse = bucketise(samples, { bucketMs: bucketMs * times, cadenceMs, previousTick: -1 });
        const widened = widen(fine, bucketMs * times);
        const exact = ({ medianMs, ...figures }: SeriesBucket) => figures;
        expect(widened.map(exact)).toEqual(coarse.map(exact));
        for (const { minMs, medianMs, maxMs, sent, lost } of widened)
          if (sent > lost) expect((minMs ?? 0) <= (medianMs ?? -1) && (medianMs ?? -1) <= (maxMs ?? -1)).toBe(true);
          else expect(medianMs).toBeNull();
      }),
    );
  });

  it("gathered in two parts and merged equals the whole, a gap across the cut included", () => {
    fc.assert(
      fc.property(run, bucketMs, fc.nat(), ({ samples, cadenceMs }, bucketMs, cutAt) => {
        const border = samples[cutAt % samples.length]?.at ?? 0;
        const cut = border - (border % bucketMs);
        const before = samples.filter(({ at }) => at < cut);
        const since = samples.filter(({ at }) => at >= cut);
        const previousTick = before.at(-1)?.tick ?? -1;
        const parts = [
          ...bucketise(before, { bucketMs, cadenceMs, previousTick: -1 }),
          ...bucketise(since, { bucketMs, cadenceMs, previousTick }),
        ];
        expect(widen(parts, bucketMs)).toEqual(bucketise(samples, { bucketMs, cadenceMs, previousTick: -1 }));
      }),
    );
  });

  it("is not changed by being gathered", () => {
    fc.assert(
      fc.property(run, bucketMs, ({ samples, cadenceMs }, bucketMs) => {
        const copy = JSON.parse(JSON.stringify(samples));
        const buckets = bucketise(samples, { bucketMs, cadenceMs, previousTick: -1 });
        const bucketsCopy = JSON.parse(JSON.stringify(buckets));
        widen(buckets, bucketMs * 3);
        expect([samples, buckets]).toEqual([copy, bucketsCopy]);
      }),
    );
  });
});
