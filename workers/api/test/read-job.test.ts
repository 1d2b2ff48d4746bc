import type { Series } from "@fieldline/domain/frames";
import type { Job, LogEntry, ProbeSummary, Sample, Verdict } from "@fieldline/domain/job";
import { beforeAll, describe, expect, it } from "vitest";
import { type DrivenJob, driveJob } from "../../jobs/test/driven-job.ts";
import { type Answer, query } from "../../test/call.ts";

interface Page<T> {
  items: T[];
  nextSeq: number | null;
}
const INTERMITTENT = { kind: "simulator", scenario: "intermittent", seed: 3 } as const;

async function walk<T extends { seq: number }>(procedure: string, id: string, limit: number): Promise<T[]> {
  const items: T[] = [];
  let afterSeq: number | null = 0;
  while (afterSeq !== null) {
    const answer: Answer<Page<T>> = await query(procedure, { id, afterSeq, limit });
    const { data } = answer;
    expect(data.items.length).toBeGreaterThan(0);
    if (data.nextSeq !== null) expect(data.items).toHaveLength(limit);
    items.push(...data.items);
    afterSeq = data.nextSeq;
  }
  return items;
}
const seqs = (entries: { seq: number }[]) => entries.map(({ seq }) => seq);
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe("the samples and the log of a running probe", () => {
  let job: DrivenJob;
  beforeAll(async () => {
    job = await driveJob({ vantage: INTERMITTENT, packets: 3 });
    await job.tick(80);
  });

  it.each([1, 7, 80, 240, 10_000])("come in pages of %i without a gap or a repeat", async (limit) => {
    const samples = await walk<Sample>("jobs.samples", job.id, limit);
    expect(seqs(samples)).toEqual(upTo(240));
    expect(samples).toEqual(await job.samples());
  });

  it.each([1, 2, 1_000])("come in pages of %i entries of the log", async (limit) => {
    const log = await walk<LogEntry>("jobs.log", job.id, limit);
    expect(log.length).toBeGreaterThan(2);
    expect(log).toEqual(await job.log());
    expect(seqs(log)).toEqual(upTo(log.length));
  });

  it("go on from the last one that was read", async () => {
    const before = await walk<Sample>("jobs.samples", job.id, 1_000);
    const last = before.at(-1)?.seq ?? 0;
    const nothing = await query<Page<Sample>>("jobs.samples", { id: job.id, afterSeq: last });
    expect(nothing.data).toEqual({ items: [], nextSeq: null });
    await job.tick(2);
    const { data } = await query<Page<Sample>>("jobs.samples", { id: job.id, afterSeq: last });
    expect(seqs(data.items)).toEqual(upTo(6).map((seq) => last + seq));
    expect(data.nextSeq).toBeNull();
  });

  it("agree with its figures", async () => {
    const samples = await walk<Sample>("jobs.samples", job.id, 1_000);
    const rtts = samples.flatMap(({ rttMs }) => (rttMs === null ? [] : [rttMs]));
    const { data } = await query<{ summary: ProbeSummary; verdict: Verdict }>("jobs.summary", { id: job.id });
    expect(data.summary).toMatchObject({
      sent: samples.length,
      received: rtts.length,
      minMs: Math.min(...rtts),
      maxMs: Math.max(...rtts),
      missedTicks: 0,
    });
    expect(data.summary.lossPercent).toBeCloseTo(100 * (1 - rtts.length / samples.length), 2);
    expect(data.summary.avgMs).toBeCloseTo(rtts.reduce((sum, rtt) => sum + rtt, 0) / rtts.length, 2);
    expect(data.verdict).toEqual((await job.describe())?.verdict);
    expect(samples.some(({ rttMs, error }) => rttMs === null && error)).toBe(true);
    expect((await query<Job>("jobs.get", { id: job.id })).data).toMatchObject(data);
  });
});

interface Asked {
  from?: number;
  to?: number;
  points?: number;
}
const seriesOf = async (id: string, range: Asked = {}) => (await query<Series>("jobs.series", { id, ...range })).data;

/** A series' buckets the plain way, without what they cannot show of missed ticks. */
function bucketsOf(samples: Sample[], bucketMs: number) {
  const groups = Map.groupBy(samples, ({ at }) => at - (at % bucketMs));
  return [...groups].map(([at, group]) => {
    const rtts = group.flatMap(({ rttMs }) => (rttMs === null ? [] : [rttMs]));
    const limits =
      rtts.length > 0 ? { minMs: Math.min(...rtts), maxMs: Math.max(...rtts) } : { minMs: null, maxMs: null };
    return { at, sent: group.length, lost: group.length - rtts.length, ...limits };
  });
}
const withSamples = ({ buckets }: Series) =>
  buckets.filter(({ sent }) => sent > 0).map(({ medianMs: _median, missed: _missed, ...bucket }) => bucket);
const missedIn = ({ buckets }: Series) => buckets.reduce((sum, { missed }) => sum + missed, 0);

describe.each([
  ["of minutes", { cadenceMs: 1_000, durationMs: 600_000, packets: 2 }, 90],
  ["of hours", { cadenceMs: 60_000, durationMs: 36_000_000 }, 100],
])("the series of a run %s", (_what, timing, ticks) => {
  let job: DrivenJob;
  let samples: Sample[];
  beforeAll(async () => {
    job = await driveJob({ vantage: INTERMITTENT, ...timing });
    await job.tick(ticks / 2);
    await job.advance(timing.cadenceMs * 5.4);
    await job.tick(ticks / 2);
    samples = await job.samples();
  });

  it.each([1, 10, 60, 2_000])("adds up to its samples in %i points", async (points) => {
    const series = await seriesOf(job.id, { points });
    expect(series.bucketMs).toBeGreaterThanOrEqual(timing.cadenceMs);
    expect(series.buckets.length).toBeLessThanOrEqual(points + 1);
    expect(withSamples(series)).toEqual(bucketsOf(samples, series.bucketMs));
    expect(missedIn(series)).toBe((await job.describe())?.summary?.missedTicks);
    for (const { medianMs, minMs, maxMs } of series.buckets) {
      expect(medianMs === null).toBe(minMs === null);
      if (medianMs !== null) expect(medianMs).toBeGreaterThanOrEqual(minMs ?? 0);
      if (medianMs !== null) expect(medianMs).toBeLessThanOrEqual(maxMs ?? 0);
    }
  });

  it("gives a part of the run", async () => {
    const minute = 60_000;
    const at = (index: number) => samples.at(index)?.at ?? 0;
    const from = at(10) - (at(10) % minute) + minute;
    const to = at(-10) - (at(-10) % minute) - 1;
    const inside = samples.filter((sample) => sample.at >= from && sample.at <= to);
    const series = await seriesOf(job.id, { from, to, points: 2_000 });
    expect(withSamples(series)).toEqual(bucketsOf(inside, series.bucketMs));
    expect(await seriesOf(job.id, { from: 5, to: 6 })).toMatchObject({ buckets: [] });
  });
});

it("a job that waits for its time has neither samples nor a series", async () => {
  const { id } = await driveJob({ runAt: Date.UTC(2041, 0, 1) });
  expect((await query<Page<Sample>>("jobs.samples", { id })).data).toEqual({ items: [], nextSeq: null });
  expect((await seriesOf(id)).buckets).toEqual([]);
  const { summary, verdict } = (await query<Job>("jobs.summary", { id })).data;
  expect({ sent: summary?.sent, state: verdict?.state }).toEqual({ sent: 0, state: "unknown" });
});
