import { env } from "cloudflare:workers";
import { countJobs, jobIdsOf } from "@fieldline/db/job-filter-ids";
import { listJobs } from "@fieldline/db/list-jobs";
import type { Bulk } from "@fieldline/domain/bulk";
import type { Job } from "@fieldline/domain/job";
import { listJobsInput } from "@fieldline/domain/list-jobs";
import { v7 as uuidv7 } from "uuid";
import { beforeAll, expect, it, vi } from "vitest";
import { callsOf, mutate, query } from "../../test/call.ts";
import { enrollDevice } from "../../test/device.ts";
import { addPerson, type Identity } from "../../test/identities.ts";
import { insertProjectedRow, insertRow, jobLike } from "../../test/job-rows.ts";
import { setLimits } from "../../test/limits.ts";
import { probeInput } from "../../test/probe-input.ts";
import { plansOf } from "../../test/query-plans.ts";
import { aTask, failed } from "./failed-task.ts";

interface Started {
  bulkId: string;
  count: number;
}
const LATER = Date.UTC(2100, 0, 1);

beforeAll(() => setLimits({}));

async function addJobs(count: number, { id: requesterId, name: requesterName }: Identity): Promise<string[]> {
  const jobs = Array.from({ length: count }, () =>
    jobLike({ status: "scheduled", runAt: LATER, requesterId, requesterName }),
  );
  for (const job of jobs) await insertRow(job);
  return jobs.map(({ id }) => id);
}

async function endOf(bulkId: string, token?: string): Promise<Bulk> {
  return vi.waitUntil(
    async () => {
      const { data } = await callsOf(token).query<Bulk>("jobs.bulkStatus", { bulkId });
      return data.state !== "running" && data;
    },
    { timeout: 20_000 },
  );
}

/** Has it done and gives what came of it. */
async function done(input: object, token?: string): Promise<Bulk> {
  const { data, error } = await callsOf(token).mutate<Started>("jobs.bulk", input);
  if (error) throw new Error(error.message);
  return endOf(data.bulkId, token);
}

async function refusal(input: object, token?: string) {
  const { status, error } = await callsOf(token).mutate("jobs.bulk", input);
  return { status, reason: error?.data.reason, paths: error?.data.paths, details: error?.data.details };
}

const statusOf = async (id: string) => (await query<Job>("jobs.get", { id })).data?.status;

it("cancels forty jobs by a filter, each with its own entry in the audit, and says so once for all", async () => {
  const mia = await addPerson("tech");
  const others = await addJobs(1, await addPerson("tech"));
  const ids = await addJobs(40, mia);
  const filter = { requesterId: mia.id, status: ["scheduled"] };
  expect((await query("jobs.count", filter)).data).toEqual({ count: 40 });
  const input = { filter, expectedCount: 40, action: "cancel", reason: "Storm" };
  const { data } = await callsOf(mia.token).mutate<Started>("jobs.bulk", input);
  expect(data.count).toBe(40);
  expect(await endOf(data.bulkId, mia.token)).toMatchObject({
    ...{ id: data.bulkId, action: "cancel", state: "completed", total: 40, done: 40, failedCount: 0, failed: [] },
    requesterId: mia.id,
  });
  expect((await query("jobs.count", filter)).data).toEqual({ count: 0 });
  const { results } = await env.DB.prepare(
    "SELECT action, entity_id, after, reason, token_id IS NOT NULL AS by_token FROM audit WHERE actor_id = ? ORDER BY entity_id",
  )
    .bind(mia.id)
    .all<{ action: string; entity_id: string; after: string }>();
  const cancels = results.filter(({ action }) => action === "job.cancel");
  expect(cancels.map(({ entity_id }) => entity_id)).toEqual(ids.toSorted());
  for (const entry of cancels) expect(entry).toMatchObject({ reason: "Storm", by_token: 1 });
  const [entry, ...more] = results.filter(({ action }) => action === "job.bulk");
  expect([entry, more]).toMatchObject([{ entity_id: data.bulkId, reason: "Storm" }, []]);
  expect(JSON.parse(entry?.after ?? "")).toEqual({ action: "cancel", count: 40, filter });
  expect(await statusOf(others[0] ?? "")).toBe("scheduled");
});

it("touches nothing where the filter matches another number than was expected", async () => {
  const mia = await addPerson("tech");
  await addJobs(3, mia);
  const { data: counted } = await query<{ count: number }>("jobs.count", { requesterId: mia.id });
  const [late = ""] = await addJobs(1, mia);
  const input = { filter: { requesterId: mia.id }, expectedCount: counted.count, action: "cancel" };
  expect(await refusal(input)).toMatchObject({ status: 409, reason: "COUNT_CHANGED", details: { count: 4 } });
  expect(await statusOf(late)).toBe("scheduled");
  // A technician sees their own alone, and so does their filter.
  const otto = await addPerson("tech");
  expect((await callsOf(otto.token).query("jobs.count", { requesterId: mia.id })).data).toEqual({ count: 0 });
  expect(await refusal({ ...input, expectedCount: 4 }, otto.token)).toMatchObject({ details: { count: 0 } });
});

it("says of each job that it left why, by the rules that hold for one", async () => {
  const [mia, otto] = [await addPerson("tech"), await addPerson("tech", { name: "Otto" })];
  const [own = "", cancelled = ""] = await addJobs(2, mia);
  const [others = ""] = await addJobs(1, otto);
  await callsOf(mia.token).mutate("jobs.cancel", { id: cancelled });
  const completed = jobLike({ status: "completed", version: 3, requesterId: mia.id, requesterName: mia.name });
  await insertProjectedRow(completed);
  const missing = uuidv7();
  const ids = [own, cancelled, others, missing, own];
  const bulk = await done({ ids, action: "cancel" }, mia.token);
  expect(bulk).toMatchObject({ total: 4, done: 4, failedCount: 3 });
  expect(bulk.failed).toEqual([
    { id: cancelled, reason: "It is cancelled already." },
    { id: others, reason: expect.stringContaining("You control your own jobs") },
    { id: missing, reason: "There is no such job. It may have been deleted." },
  ]);
  expect([await statusOf(own), await statusOf(others)]).toEqual(["cancelled", "scheduled"]);
});

it("lets two bulks on the same jobs do each of them once", async () => {
  const ids = await addJobs(20, await addPerson("tech"));
  const bulks = await Promise.all([done({ ids, action: "cancel" }), done({ ids: ids.toReversed(), action: "cancel" })]);
  expect(bulks.map(({ done: looked }) => looked)).toEqual([20, 20]);
  expect(bulks.reduce((sum, { failedCount }) => sum + failedCount, 0)).toBe(20);
  const reasons = bulks.flatMap((bulk) => bulk.failed.map(({ reason }) => reason));
  expect(new Set(reasons)).toEqual(new Set(["It is cancelled already."]));
});

it("pauses, resumes, gives another priority and another queue, tries again, and deletes", async () => {
  const [probe = "", task] = [(await mutate<Job>("jobs.create", probeInput())).data.id, await aTask()];
  expect(await done({ ids: [probe, task.id], action: "pause" })).toMatchObject({
    failed: [{ id: task.id, reason: expect.stringContaining("Only a running job can be paused") }],
  });
  expect(await statusOf(probe)).toBe("paused");
  expect((await done({ ids: [probe], action: "pause" })).failed).toEqual([
    { id: probe, reason: "It is paused already." },
  ]);
  expect((await done({ ids: [probe], action: "resume" })).failed).toEqual([]);
  expect(await done({ ids: [task.id, probe], action: "setPriority", priority: 2 })).toMatchObject({ failed: [] });
  expect((await done({ ids: [task.id], action: "setPriority", priority: 2 })).failed).toEqual([
    { id: task.id, reason: "It has priority 2 already." },
  ]);
  const toBatch = { action: "reassign", queue: "batch", reason: "No hurry" };
  expect((await done({ ids: [task.id, probe], ...toBatch })).failed).toEqual([
    { id: probe, reason: "Only a task waits in a queue." },
  ]);
  expect((await query<Job>("jobs.get", { id: task.id })).data).toMatchObject({ queue: "batch", priority: 2 });
  expect((await done({ ids: [task.id], ...toBatch })).failed[0]?.reason).toBe("It waits in batch already.");
  const agent = await enrollDevice({ name: "Ag 1", capabilities: { kinds: ["task"], types: ["another"] } });
  const toAgent = { action: "reassign", deviceId: agent.deviceId, reason: "It has the data" };
  expect((await done({ ids: [task.id], ...toAgent })).failed[0]?.reason).toContain("Ag 1 has no handler for");
  await failed(task);
  expect((await done({ ids: [task.id], action: "delete" })).failed).toEqual([]);
  expect(await statusOf(task.id)).toBeUndefined();
  expect((await done({ ids: [probe], action: "delete" })).failed[0]?.reason).toBe(
    "It has not ended: it is running. Cancel it first.",
  );
});

it("shows what ended badly until somebody has looked at it or it is tried again", async () => {
  const [one, two, three] = [await aTask(), await aTask(), await aTask()];
  for (const task of [one, two, three]) await failed(task);
  const requesterId = one.requesterId;
  const unreviewed = async () =>
    (await query<{ items: Job[] }>("jobs.list", { isUnreviewed: true, requesterId })).data.items.map(({ id }) => id);
  await vi.waitUntil(async () => (await unreviewed()).length === 3);
  expect((await query("jobs.count", { isUnreviewed: true, requesterId })).data).toEqual({ count: 3 });
  const input = { ids: [one.id, uuidv7()], reason: "Known outage" };
  expect((await mutate("jobs.review", input)).data).toEqual({ count: 1 });
  expect((await mutate("jobs.review", input)).data).toEqual({ count: 0 });
  expect(await unreviewed()).toEqual([three.id, two.id]);
  const { data: audit } = await query<{ items: object[] }>("jobs.audit", { id: one.id });
  expect(audit.items[0]).toMatchObject({ action: "job.review", reason: "Known outage", before: { status: "failed" } });

  expect(await done({ ids: [one.id, two.id], action: "review" })).toMatchObject({
    done: 2,
    failed: [{ id: one.id, reason: expect.stringContaining("There is nothing to look at") }],
  });
  // Tried again, and it ends badly again: nobody has looked at that.
  expect((await done({ ids: [one.id, three.id], action: "retry" })).failed).toEqual([]);
  expect(await unreviewed()).toEqual([]);
  await failed(one);
  await vi.waitUntil(async () => (await unreviewed()).length === 1);
  expect(await unreviewed()).toEqual([one.id]);
});

it("tries nothing again in a queue that was deleted: nobody would take it there", async () => {
  const queue = `passing-${uuidv7()}`;
  await mutate("queues.create", { name: queue, maxConcurrency: 1 });
  const task = await aTask({ queue });
  await failed(task);
  await vi.waitUntil(async () => (await mutate("queues.delete", { name: queue })).status === 200);
  expect((await done({ ids: [task.id], action: "retry" })).failed).toEqual([
    {
      id: task.id,
      reason: `Its queue, ${queue}, was deleted. Make a queue of that name, or create the task anew in another one.`,
    },
  ]);
  expect(await statusOf(task.id)).toBe("failed");
});

it("belongs to whoever asked for it; an administrator sees it, and may stop it", async () => {
  const [mia, otto] = [await addPerson("tech"), await addPerson("operator")];
  const { id } = await done({ ids: [uuidv7()], action: "cancel" }, mia.token);
  for (const [path, call] of [
    ["jobs.bulkStatus", callsOf(otto.token).query],
    ["jobs.bulkAbort", callsOf(otto.token).mutate],
  ] as const) {
    expect((await call(path, { bulkId: id })).error?.data.reason).toBe("BULK_NOT_FOUND");
    expect((await call(path, { bulkId: uuidv7() })).error?.data.reason).toBe("BULK_NOT_FOUND");
  }
  expect((await query<Bulk>("jobs.bulkStatus", { bulkId: id })).data.requesterId).toBe(mia.id);
  expect((await mutate<Bulk>("jobs.bulkAbort", { bulkId: id })).data).toMatchObject({
    state: "completed",
    abortReason: null,
  });
});

it("takes no action that its role does not, and no queue or device that is not there", async () => {
  const mia = await addPerson("tech");
  const ids = [uuidv7()];
  for (const action of ["retry", "review"])
    expect(await refusal({ ids, action }, mia.token)).toMatchObject({ status: 403, reason: "FORBIDDEN" });
  const reassign = { ids, action: "reassign", reason: "x" };
  expect(await refusal({ ...reassign, queue: "none" })).toMatchObject({ reason: "QUEUE_NOT_FOUND", paths: ["queue"] });
  expect(await refusal({ ...reassign, deviceId: uuidv7() })).toMatchObject({ reason: "DEVICE_NOT_FOUND" });
  expect(await refusal({ action: "cancel" })).toMatchObject({ status: 400, reason: "INVALID_INPUT", paths: ["ids"] });
});

it("finds what nobody has looked at, and what a schedule made, by their indexes", async () => {
  const planOf = async (filter: object) => {
    const asked = [
      await plansOf((db) => listJobs(db, listJobsInput.parse(filter))),
      await plansOf((db) => countJobs(db, filter)),
      await plansOf((db) => jobIdsOf(db, filter, 10)),
    ];
    return asked.flat(2).filter((step) => /jobs/.test(step));
  };
  for (const step of await planOf({ isUnreviewed: true }))
    expect(step).toMatch(/jobs_unreviewed|USING INTEGER PRIMARY KEY/);
  for (const step of await planOf({ scheduleId: "s", status: ["failed"] })) expect(step).toContain("jobs_schedule");
});
