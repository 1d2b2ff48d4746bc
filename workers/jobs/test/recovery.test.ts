import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { claimTask } from "@fieldline/db/claim";
import { openDatabase } from "@fieldline/db/database";
import { findJob } from "@fieldline/db/find-job";
import { findWrongCounts } from "@fieldline/db/recount";
import type { FindingKind } from "@fieldline/domain/finding";
import type { Job } from "@fieldline/domain/job";
import { examine } from "@fieldline/worker-jobs/doctor";
import type { JobObject } from "@fieldline/worker-jobs/job-object";
import { recover } from "@fieldline/worker-jobs/recover";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { insertProjectedRow, insertRow, jobLike } from "../../test/job-rows.ts";
import { plansOf } from "../../test/query-plans.ts";
import { isAtEnd, nextPage, START } from "../src/recovery/walk.ts";
import { BY, type DrivenJob, driveCommand, driveJob, driveTask } from "./driven-job.ts";

const db = openDatabase(env.DB);
const NOW = Date.UTC(2040, 0, 1, 12);
const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
afterAll(() => warned.mockRestore());
beforeEach(() => warned.mockClear());
afterEach(async () => {
  await env.DB.batch(["jobs", "job_dependencies"].map((table) => env.DB.prepare(`DELETE FROM ${table}`)));
});

/** What one sweep keeps for the next, of this test alone. */
function kept() {
  const stored = new Map<string, unknown>();
  return {
    stored,
    get: async (key: string) => structuredClone(stored.get(key)),
    put: async (key: string, value: unknown) => void stored.set(key, value),
  } as unknown as Parameters<typeof recover>[2] & { stored: Map<string, unknown> };
}
const sweep = async (now: number, keeping = kept()) =>
  (await recover(env, now, keeping)).map(({ kind, jobId }) => [kind, jobId]);
const look = async (now: number) => (await examine({ db, env }, now)).findings.map(({ kind, jobId }) => [kind, jobId]);
const rowOf = (id: string) => findJob(db, id) as Promise<Job>;
const saysRecovered = async (job: DrivenJob) =>
  (await job.log()).filter(({ message }) => message.startsWith("Recovered: ")).length;

/** What is found is told, put right once, said in both logs, and not found again. */
async function expectMended(job: DrivenJob, kind: FindingKind, now = job.now) {
  expect(await look(now)).toEqual([[kind, job.id]]);
  expect(await sweep(now)).toEqual([[kind, job.id]]);
  expect(await saysRecovered(job)).toBe(1);
  expect(warned.mock.calls.join()).toContain(job.id);
  expect(await look(now)).toEqual([]);
  expect(await sweep(now)).toEqual([]);
}

describe("the recovery", () => {
  it("leaves alone what is as it should be", async () => {
    await Promise.all([
      driveJob({ runAt: NOW + 1_000_000 }),
      driveJob(),
      driveCommand(crypto.randomUUID()),
      driveTask({ type: "load" }),
    ]);
    expect((await examine({ db, env }, NOW)).checkedJobs).toBe(4);
    expect(await look(NOW)).toEqual([]);
    expect(await sweep(NOW)).toEqual([]);
  });

  it("takes what is done for done, also where the object was evicted while a device is at work", async () => {
    const deviceId = crypto.randomUUID();
    const job = await driveCommand(deviceId);
    await job.stub.begin({ deviceId, deviceName: "gw-12", attempt: 1 });
    await job.settled();
    expect(await job.owes()).toBe(false);
    await evictDurableObject(job.stub);
    job.now += 12_000;
    await job.revive();
    expect(await look(job.now)).toEqual([]);
    expect(await saysRecovered(job)).toBe(0);
  });

  it("arms anew what lost its alarm, and does what is overdue", async () => {
    const job = await driveJob({ runAt: NOW + 3_600_000 });
    await runInDurableObject(job.stub, (_object, { storage }) => storage.deleteAlarm());
    await expectMended(job, "alarm_lost");
    expect(await job.alarmAt()).toBe(NOW + 3_600_000);
    await runInDurableObject(job.stub, (_object, { storage }) => storage.deleteAlarm());
    job.now += 7_200_000;
    await job.revive();
    expect(await sweep(job.now)).toEqual([["alarm_lost", job.id]]);
    expect((await job.describe())?.status).toBe("running");
    expect(await job.alarmAt()).not.toBeNull();
  });

  it("has a job whose lease was over long ago decide what becomes of it", async () => {
    const device = crypto.randomUUID();
    const job = await driveCommand(device, { retry: null });
    await job.stub.begin({ deviceId: device, deviceName: "gw-12", attempt: 1 });
    await job.settled();
    await runInDurableObject(job.stub, (_object, { storage }) => storage.deleteAlarm());
    job.now += 3_600_000;
    await job.revive();
    expect(await look(job.now)).toEqual([["lease_lost", job.id]]);
    expect(await sweep(job.now)).toEqual([["lease_lost", job.id]]);
    await job.settled();
    expect(await rowOf(job.id)).toMatchObject({ status: "failed", error: { code: "LEASE_EXPIRED" } });
    expect(await saysRecovered(job)).toBe(1);
    expect(await look(job.now)).toEqual([]);
  });

  it("writes a row again that stayed behind", async () => {
    const job = await driveJob({ runAt: NOW + 3_600_000 });
    const { version } = await rowOf(job.id);
    await env.DB.prepare("UPDATE jobs SET version = version - 1, priority = 9 WHERE id = ?").bind(job.id).run();
    await env.DB.prepare("UPDATE jobs SET version = 0 WHERE id = ?").bind(job.id).run();
    await expectMended(job, "row_behind");
    expect(await rowOf(job.id)).toMatchObject({ version, priority: 5 });
  });

  it("does not take what is on its way for a fault", async () => {
    const job = await driveJob({ runAt: NOW + 3_600_000 });
    await job.change({ project: () => Promise.reject(new Error("D1 is away")), reportError: () => {} });
    await job.stub.control({ type: "setPriority", priority: 2, reason: null, ...BY });
    expect((await rowOf(job.id)).priority).toBe(5);
    expect(await look(NOW)).toEqual([]);
  });

  it("starts what was never started, once, and leaves a creation under way alone", async () => {
    const job = jobLike({ status: "scheduled", runAt: Date.UTC(2100, 0, 1) });
    await insertRow(job);
    expect(await sweep(job.createdAt + 10_000)).toEqual([]);
    expect(await sweep(job.createdAt + 10_001)).toEqual([["never_started", job.id]]);
    expect((await rowOf(job.id)).version).toBeGreaterThan(0);
    const log = await env.JOBS.getByName(job.id).log({ afterSeq: 0, limit: 10 });
    expect(log.map(({ message }) => message)).toEqual([
      "Scheduled",
      "Recovered: it was created, and had never been started",
    ]);
    expect(await sweep(job.createdAt + 10_001)).toEqual([]);
  });

  it("ends the row of a job whose object knows nothing of it", async () => {
    const job = jobLike({ status: "running", startedAt: NOW, version: 3 });
    await insertProjectedRow(job);
    expect(await sweep(NOW)).toEqual([["state_lost", job.id]]);
    expect(await rowOf(job.id)).toMatchObject({ status: "failed", error: { code: "STATE_LOST" }, endedAt: NOW });
    expect(await sweep(NOW)).toEqual([]);
  });

  it("asks again where a job was not told of the ends that it waits for", async () => {
    const parent = await driveTask({ type: "load" });
    const child = await driveTask({ type: "report", dependsOn: [parent.id] });
    await parent.change({ tellDependents: async () => {} });
    await parent.stub.control({ type: "forceComplete", reason: "Done", result: null, ...BY });
    expect((await child.describe())?.status).toBe("blocked");
    expect(await look(NOW + 60_000)).toEqual([]);
    await expectMended(child, "blocked_for_nothing", NOW + 60_001);
    expect(await child.describe()).toMatchObject({ status: "queued", waitsFor: [] });
  });

  it("frees a place that was claimed and never made use of, and not one that is", async () => {
    const [idle, busy] = [await driveTask({ type: "idle" }), await driveTask({ type: "busy" })];
    const deviceId = crypto.randomUUID();
    expect(await claimTask(db, { deviceId, types: ["idle"], now: NOW })).toMatchObject({ jobId: idle.id });
    expect(await claimTask(db, { deviceId, types: ["busy"], now: NOW })).toMatchObject({ jobId: busy.id });
    await busy.stub.begin({ deviceId, deviceName: "gw-12", attempt: 1 });
    expect(await look(NOW + 60_000)).toEqual([]);
    // Its row may be late to say so; the object is asked.
    await env.DB.prepare("UPDATE jobs SET status = 'queued' WHERE id = ?").bind(busy.id).run();
    expect(await sweep(NOW + 60_001)).toEqual([["slot_leaked", idle.id]]);
    expect(await claimTask(db, { deviceId: crypto.randomUUID(), types: ["idle"], now: NOW })).toMatchObject({
      jobId: idle.id,
    });
    expect(await claimTask(db, { deviceId: crypto.randomUUID(), types: ["busy"], now: NOW })).toBeUndefined();
    expect(await saysRecovered(idle)).toBe(1);
  });

  it("counts the queues anew where they are counted wrong, lanes and all", async () => {
    const jobs = [await driveTask({ type: "a" }), await driveTask({ type: "b", queue: "batch" })];
    await claimTask(db, { deviceId: crypto.randomUUID(), types: ["b"], now: NOW });
    const figures = async () =>
      (
        await env.DB.batch([
          env.DB.prepare("SELECT name, active, waiting FROM queues ORDER BY name"),
          env.DB.prepare("SELECT lane, queue, type, waiting, active, head_key, head_row FROM lanes ORDER BY lane"),
          env.DB.prepare("SELECT * FROM template_loads ORDER BY template_id"),
        ])
      ).map(({ results }) => results);
    const before = await figures();
    expect(await findWrongCounts(db)).toEqual([]);
    await env.DB.batch([
      env.DB.prepare("UPDATE queues SET active = active + 2 WHERE name = 'batch'"),
      env.DB.prepare("UPDATE lanes SET waiting = 7, head_key = 1 WHERE type = 'a'"),
      env.DB.prepare("DELETE FROM lanes WHERE type = 'b'"),
      env.DB.prepare("INSERT INTO template_loads (template_id, active) VALUES ('gone', 3)"),
    ]);
    expect((await findWrongCounts(db)).map(({ name }) => name)).toEqual(["Queue batch", "Lanes", "Templates"]);
    expect((await sweep(NOW)).map(([kind]) => kind)).toEqual(["counter_wrong", "counter_wrong", "counter_wrong"]);
    expect(await figures()).toEqual(before);
    expect(await findWrongCounts(db)).toEqual([]);
    expect(jobs).toHaveLength(2);
  });

  it("tells the doctor of tasks whose queue was deleted while they were on their way into it", async () => {
    await driveTask({ type: "a" });
    await env.DB.prepare("UPDATE jobs SET queue = 'gone'").run();
    const { findings } = await examine({ db, env }, NOW);
    expect(findings.filter(({ kind }) => kind === "queue_gone")).toEqual([
      expect.objectContaining({
        name: "Queue gone",
        isRepairable: false,
        words: expect.stringMatching(/^1 task waits in it/),
      }),
    ]);
  });

  it("counts them by what waits and what holds a place, and reads no other task for it", async () => {
    const steps = (await plansOf(findWrongCounts)).flat().filter((step) => /\bjobs\b/.test(step));
    expect(steps.length).toBeGreaterThan(3);
    for (const step of steps) expect(step).toMatch(/jobs_(waiting|held|queued)\b/);
  });

  it("walks over all open jobs by pages, each once", async () => {
    await env.DB.prepare(
      `WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 70)
       INSERT INTO jobs (id, kind, type, name, priority, requester_id, requester_name, spec, search_text, created_at, attempt, version, status, updated_at, paused_total_ms)
       SELECT n, 'probe', 'tcp', 'walk', 5, 'r', 'r', '{}', '', ${NOW}, 1, 0, substr('running  paused   completedqueued   ', n % 4 * 9 + 1, 9), ${NOW}, 0 FROM n`,
    ).run();
    await env.DB.prepare("UPDATE jobs SET status = trim(status)").run();
    const walked: string[] = [];
    let place = START;
    while (!isAtEnd(place)) {
      const page = await nextPage(db, place, 8);
      expect(page.rows.length).toBeLessThanOrEqual(8);
      walked.push(...page.rows.map(({ id }) => id));
      place = page.place;
    }
    expect(walked).toHaveLength(52);
    expect(new Set(walked).size).toBe(52);
  });

  it("rests after a walk, and begins anew five minutes after it began", async () => {
    const keeping = kept();
    expect(await sweep(NOW, keeping)).toEqual([]);
    const job = await driveJob({ runAt: NOW + 3_600_000 });
    await runInDurableObject(job.stub, (_object, { storage }) => storage.deleteAlarm());
    expect(await sweep(NOW + 299_999, keeping)).toEqual([]);
    expect(await sweep(NOW + 300_000, keeping)).toEqual([["alarm_lost", job.id]]);
  });
});

describe("an object out of reach", () => {
  it("does not hold up what its parent owes to others", async () => {
    const parent = await driveTask({ type: "load" });
    await driveTask({ type: "report", dependsOn: [parent.id] });
    const published: unknown[] = [];
    let tries = 0;
    await parent.change({
      reportError: () => {},
      publish: async (topic) => void published.push(topic),
      tellDependents: async () => {
        tries++;
        throw new Error("out of reach");
      },
    });
    await parent.stub.control({ type: "forceComplete", reason: "Done", result: null, ...BY });
    expect(published).toContain("jobs");
    expect((await rowOf(parent.id)).status).toBe("completed");
    for (let at = 0; at < 20 && (await parent.owes()); at++) {
      await parent.advance(60_000);
      await runInDurableObject(parent.stub, async (object: JobObject) => void (await object.standing()));
    }
    expect(await parent.owes()).toBe(false);
    expect(tries).toBe(8);
    await parent.stub.remove(BY);
    expect(await findJob(db, parent.id)).toBeUndefined();
  });
});
