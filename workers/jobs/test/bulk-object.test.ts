import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { BULK_KEPT_MS } from "@fieldline/domain/bulk";
import { v7 as uuidv7 } from "uuid";
import { expect, it } from "vitest";
import { addPerson, type Identity } from "../../test/identities.ts";
import { insertRow, jobLike } from "../../test/job-rows.ts";
import { bulkOf, DrivenBulk, entriesOf, START_AT } from "./driven-bulk.ts";

async function addJobs(count: number, { id: requesterId, name: requesterName }: Identity): Promise<string[]> {
  const jobs = Array.from({ length: count }, () =>
    jobLike({ status: "scheduled", runAt: START_AT * 2, requesterId, requesterName }),
  );
  for (const job of jobs) await insertRow(job);
  return jobs.map(({ id }) => id);
}

const missing = (count: number) => Array.from({ length: count }, () => uuidv7());

async function countOf(ids: string[], what: "cancelled" | "audited" | "untouched"): Promise<number> {
  const statements = {
    cancelled: "SELECT count(*) AS n FROM jobs WHERE status = 'cancelled' AND id IN",
    untouched: "SELECT count(*) AS n FROM jobs WHERE status = 'scheduled' AND id IN",
    audited: "SELECT count(*) AS n FROM audit WHERE action = 'job.cancel' AND reason = 'Storm' AND entity_id IN",
  };
  const statement = `${statements[what]} (SELECT value FROM json_each(?))`;
  return (await env.DB.prepare(statement).bind(JSON.stringify(ids)).first<number>("n")) ?? -1;
}

it("goes on where it was when its object was evicted between two batches, and does each job once", async () => {
  const mia = await addPerson("tech");
  const ids = await addJobs(10, mia);
  const bulk = await bulkOf(mia);
  let pauses = 0;
  await bulk.change(() => ({
    async letOthersIn() {
      pauses++;
    },
  }));
  const list = [...ids.slice(0, 6), ...missing(94), ...ids.slice(6)];
  expect(await bulk.start(list)).toMatchObject({ state: "running", total: 104, done: 0, failed: [] });
  await bulk.alarm();
  expect(await bulk.describe()).toMatchObject({ state: "running", done: 100, failedCount: 94 });
  await bulk.evict();
  expect(await bulk.start(list)).toMatchObject({ total: 104, done: 100 });
  expect(await bulk.end()).toMatchObject({ state: "completed", done: 104, failedCount: 94, endedAt: bulk.now });
  expect([await countOf(ids, "cancelled"), await countOf(ids, "audited")]).toEqual([10, 10]);
  // Work that never leaves the process would hold up every request from outside.
  expect(pauses).toBe(104);
  expect(await entriesOf(bulk)).toEqual([
    { action: "job.bulk", actor_id: mia.id, after: '{"action":"cancel","count":104}', reason: "Storm" },
  ]);
});

it("counts what was done before a crash as done, though its answer never came", async () => {
  const mia = await addPerson("tech");
  const ids = await addJobs(12, mia);
  const lost = new Set(ids.slice(3, 6));
  const late = new Set(ids.slice(5, 6));
  const bulk = await bulkOf(mia);
  await bulk.change(({ control, findDone }) => ({
    async control(id, doing) {
      const answer = await control(id, doing);
      if (lost.delete(id)) throw new Error("the answer was lost");
      return answer;
    },
    // Of one of them the audit learns a moment later.
    findDone: async (asked) => {
      const done = await findDone(asked);
      for (const id of late) if (done.delete(id)) late.delete(id);
      return done;
    },
  }));
  await bulk.start(ids);
  await bulk.alarm();
  expect(await bulk.describe()).toMatchObject({ done: 9 });
  await bulk.evict();
  expect(await bulk.end()).toMatchObject({ state: "completed", done: 12, failed: [] });
  expect(await countOf(ids, "audited")).toBe(12);
});

it("counts what somebody else did meanwhile as failed, also after a crash", async () => {
  const mia = await addPerson("tech");
  const [id = ""] = await addJobs(1, mia);
  const bulk = await bulkOf(mia);
  let calls = 0;
  await bulk.change(({ control }) => ({
    async control(jobId, doing) {
      if (++calls > 1) return control(jobId, doing);
      await control(jobId, { ...doing, request: { id: "another", address: null } });
      throw new Error("crashed");
    },
  }));
  await bulk.start([id]);
  expect(await bulk.end()).toMatchObject({ done: 1, failed: [{ id, reason: "It is cancelled already." }] });
});

it("is stopped halfway: what was begun is finished, and the rest stays as it was", async () => {
  const mia = await addPerson("tech");
  const ids = await addJobs(30, mia);
  const bulk = await bulkOf(mia);
  const { by } = bulk.plan;
  let calls = 0;
  await bulk.change(({ control }) => ({
    async control(id, doing) {
      if (++calls === 10) await bulk.stub.abort(by);
      return control(id, doing);
    },
  }));
  await bulk.start(ids);
  const { done, ...ended } = await bulk.end();
  expect(ended).toMatchObject({ state: "aborted", abortReason: `${mia.name} stopped it.`, total: 30, failed: [] });
  expect(done).toBe(calls);
  expect(calls).toBeLessThan(20);
  expect([await countOf(ids, "cancelled"), await countOf(ids, "untouched")]).toEqual([calls, 30 - calls]);
  expect(await bulk.stub.abort(by)).toMatchObject({ state: "aborted", done });
  const [, entry, ...more] = await entriesOf(bulk);
  expect([entry, more]).toEqual([expect.objectContaining({ action: "job.bulkAbort", actor_id: mia.id }), []]);
});

it.each<[string, string, string]>([
  ["was shut out", "UPDATE users SET disabled_at = 1 WHERE id = ?", "Whoever asked for it was shut out."],
  ["may not do it any more", "UPDATE users SET role = 'viewer' WHERE id = ?", "Your role, viewer, may not do this"],
])("stops where whoever asked for it %s", async (_what, change, words) => {
  const mia = await addPerson("tech");
  const ids = await addJobs(2, mia);
  const bulk = await bulkOf(mia);
  await bulk.start([...missing(100), ...ids]);
  await bulk.alarm();
  await env.DB.prepare(change).bind(mia.id).run();
  const ended = await bulk.end();
  expect(ended).toMatchObject({ state: "aborted", done: 100 });
  expect(ended.abortReason).toContain(words);
  expect(await countOf(ids, "untouched")).toBe(2);
});

it("acts by the token that asked: not beyond its role, and not after it was revoked", async () => {
  const olga = await addPerson("operator");
  const [own = "", ...more] = await addJobs(2, olga);
  const [others = ""] = await addJobs(1, await addPerson("tech"));
  const tokenId = uuidv7();
  await env.DB.prepare(
    "INSERT INTO tokens (id, user_id, name, role, hash, created_at, expires_at) VALUES (?, ?, 't', 'tech', ?, 0, ?)",
  )
    .bind(tokenId, olga.id, tokenId, START_AT * 2)
    .run();
  const { by } = new DrivenBulk(olga).plan;
  const withToken = { by: { ...by, request: { ...by.request, tokenId } } };
  const bulk = await bulkOf(olga, withToken);
  await bulk.start([own, others]);
  expect(await bulk.end()).toMatchObject({
    done: 2,
    failed: [{ id: others, reason: expect.stringContaining("else's") }],
  });
  await env.DB.prepare("UPDATE tokens SET revoked_at = 1 WHERE id = ?").bind(tokenId).run();
  const second = await bulkOf(olga, withToken);
  await second.start(more);
  expect(await second.end()).toMatchObject({
    state: "aborted",
    abortReason: "The token that asked for it was revoked.",
  });
});

it("gives a job up that does not answer, and does the others meanwhile", async () => {
  const mia = await addPerson("tech");
  const [mute = "", ...ids] = await addJobs(4, mia);
  const bulk = await bulkOf(mia);
  let calls = 0;
  await bulk.change(({ control }) => ({
    async control(id, doing) {
      if (id !== mute) return control(id, doing);
      calls++;
      throw new Error("no answer");
    },
  }));
  await bulk.start([mute, ...ids]);
  const ended = await bulk.end();
  expect(ended).toMatchObject({ state: "completed", done: 4, failed: [{ id: mute }] });
  expect(ended.failed[0]?.reason).toContain("did not answer");
  expect(calls).toBe(5);
});

it("waits while the database is away, and owes the audit its beginning until then", async () => {
  const mia = await addPerson("tech");
  const ids = await addJobs(3, mia);
  const bulk = await bulkOf(mia);
  let isAway = true;
  await bulk.change(({ readBatch, writeEntries }) => {
    const away = async () => {
      if (isAway) throw new Error("D1 is away");
    };
    return {
      readBatch: (by, asked) => away().then(() => readBatch(by, asked)),
      writeEntries: (entries) => away().then(() => writeEntries(entries)),
    };
  });
  await bulk.start(ids);
  await bulk.alarm();
  expect([await bulk.describe(), await entriesOf(bulk)]).toMatchObject([{ state: "running", done: 0 }, []]);
  isAway = false;
  expect(await bulk.end()).toMatchObject({ state: "completed", done: 3, failed: [] });
  expect(await entriesOf(bulk)).toHaveLength(1);
});

it("tells the first thousand that failed, counts them all, and goes after a week", async () => {
  const bulk = await bulkOf(await addPerson("tech"));
  await bulk.start(missing(1_050));
  const ended = await bulk.end();
  expect(ended).toMatchObject({ state: "completed", total: 1_050, done: 1_050, failedCount: 1_050 });
  expect(ended.failed).toHaveLength(1_000);
  expect(new Set(ended.failed.map(({ reason }) => reason))).toEqual(
    new Set(["There is no such job. It may have been deleted."]),
  );
  await bulk.alarm();
  expect(bulk.now).toBe((ended.endedAt ?? 0) + BULK_KEPT_MS);
  expect(await bulk.stub.describe()).toBeUndefined();
  const left = await runInDurableObject(bulk.stub, (_object, { storage }) =>
    storage.sql.exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'").toArray(),
  );
  expect(left).toEqual([]);
});
