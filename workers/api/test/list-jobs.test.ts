import { JOB_KINDS, JOB_STATUSES, type Job } from "@fieldline/domain/job";
import { JOB_SORTS, type ListJobsInput } from "@fieldline/domain/list-jobs";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type Answer, query } from "../../test/call.ts";
import { CORPUS_AT, type CorpusRow, idsOf, insertCorpus } from "./job-corpus.ts";

interface Page {
  items: Job[];
  nextCursor: string | null;
}
let rows: CorpusRow[];
beforeAll(async () => {
  rows = await insertCorpus();
}, 60_000);

async function walk(input: ListJobsInput & { limit: number }): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const answer: Answer<Page> = await query("jobs.list", { ...input, cursor });
    expect(answer).toMatchObject({ status: 200, error: undefined });
    const { data } = answer;
    const isLast = data.nextCursor === null;
    if (!isLast) expect(data.items).toHaveLength(input.limit);
    ids.push(...data.items.map(({ id }) => id));
    cursor = data.nextCursor;
  } while (cursor !== null);
  return ids;
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const time = fc.integer({ min: CORPUS_AT - 60_000, max: CORPUS_AT + 3_300_000 });
const filter: fc.Arbitrary<ListJobsInput> = fc.record({
  status: maybe(fc.uniqueArray(fc.constantFrom(...JOB_STATUSES), { maxLength: 4 })),
  kind: maybe(fc.uniqueArray(fc.constantFrom(...JOB_KINDS))),
  queue: maybe(fc.constantFrom("west", "east", "nowhere")),
  requesterId: maybe(fc.constantFrom("user-0", "user-1", "nobody")),
  deviceId: maybe(fc.constantFrom("device-1", "device-2")),
  templateId: maybe(fc.constantFrom("template-1", "template-2")),
  rolloutId: maybe(fc.constant("rollout-1")),
  scheduleId: maybe(fc.constantFrom("schedule-1", "schedule-2")),
  isUnreviewed: maybe(fc.boolean()),
  from: maybe(time),
  to: maybe(time),
  search: maybe(
    fc.constantFrom("example", "EXAMPLE.net", "cpe-1", "203.0.113", "acc-10", "ping", "02:00", "büro", "100%", "zzz"),
  ),
  sort: fc.constantFrom(...JOB_SORTS),
});

describe("a list", () => {
  it("gives by its pages exactly what a look at every row gives, whatever is asked for", async () => {
    const cases = fc.asyncProperty(filter, fc.integer({ min: 1, max: 100 }), async (input, wish) => {
      const wanted = idsOf(rows, input);
      const limit = Math.min(100, Math.max(wish, Math.ceil(wanted.length / 10)));
      expect(await walk({ ...input, limit })).toEqual(wanted);
      const { sort: _sort, ...narrowed } = input ?? {};
      expect((await query("jobs.count", narrowed)).data).toEqual({ count: wanted.length });
    });
    await fc.assert(cases, { numRuns: 30 });
  }, 120_000);

  it.each(JOB_SORTS)("of everything is complete and in order: %s", async (sort) => {
    expect(rows.length).toBeGreaterThan(3_000);
    expect(await walk({ sort, limit: 100 })).toEqual(idsOf(rows, { sort }));
  });

  it.each<[string, ListJobsInput]>([
    ["many of a kind", { kind: ["probe"], sort: "-lossPercent" }],
    ["many by their text", { search: "example.net", sort: "-updatedAt" }],
    ["many by their text, of a kind", { search: "example.net", kind: ["probe"], sort: "-lossPercent" }],
    ["many by their text, in two statuses", { search: "example.net", status: ["running", "failed"] }],
    ["many by their text, of few", { search: "example.net", rolloutId: "rollout-1", queue: "west", sort: "createdAt" }],
    ["what nobody has looked at", { isUnreviewed: true, kind: ["task", "command"] }],
    ["what nobody has looked at, by its text", { isUnreviewed: true, search: "example.net", sort: "-updatedAt" }],
    [
      "what nobody has looked at, of somebody",
      { isUnreviewed: true, requesterId: "user-1", status: ["failed", "running"] },
    ],
    ["what a schedule made", { scheduleId: "schedule-1", sort: "-lossPercent" }],
    ["a status asked for twice", { status: ["running", "running"], sort: "-updatedAt" }],
    ["no status at all", { status: [], kind: [] }],
  ])("is complete and in order: %s", async (_what, input) => {
    expect(await walk({ ...input, limit: 97 })).toEqual(idsOf(rows, input));
  });

  it("gives 50 of the newest where nothing was asked for", async () => {
    const { data } = await query<Page>("jobs.list");
    expect(data.items.map(({ id }) => id)).toEqual(idsOf(rows, {}).slice(0, 50));
    expect(data.nextCursor).not.toBeNull();
  });

  it("ends without a cursor where the last page is full", async () => {
    const input = { deviceId: "device-1", status: ["running"] } satisfies ListJobsInput;
    const wanted = idsOf(rows, input);
    expect(wanted.length).toBeGreaterThan(0);
    const { data } = await query<Page>("jobs.list", { ...input, limit: wanted.length });
    expect(data).toMatchObject({ nextCursor: null });
    expect(data.items).toHaveLength(wanted.length);
  });
});
