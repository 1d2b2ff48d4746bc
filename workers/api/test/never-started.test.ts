import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { openDatabase } from "@fieldline/db/database";
import { findJob } from "@fieldline/db/find-job";
import { DEFAULT_CONFIG } from "@fieldline/domain/config";
import type { JobFrame } from "@fieldline/domain/frames";
import type { LogEntry, ProbeJob } from "@fieldline/domain/job";
import { settingsOf } from "@fieldline/worker-jobs/settings";
import { describe, expect, it } from "vitest";
import { mutate, query } from "../../test/call.ts";
import { insertRow, jobLike } from "../../test/job-rows.ts";
import { watch } from "../../test/watcher.ts";

const SETTINGS = settingsOf(DEFAULT_CONFIG);
const GRACE_MS = 10_000;
const sweeper = env.SCHEDULER.getByName("main");
const rowOf = async (id: string) => findJob(openDatabase(env.DB), id);

async function neverStarted(changes: Partial<ProbeJob> = {}): Promise<ProbeJob> {
  const job = jobLike(changes);
  await insertRow(job);
  return job;
}
const sweep = (now: number) => runInDurableObject(sweeper, (object) => object.sweep(now));
const transitions = async (id: string) => {
  const { data } = await query<{ items: LogEntry[] }>("jobs.log", { id });
  return data.items.flatMap(({ status }) => status ?? []);
};

describe("a row whose object was never started", () => {
  it("is started by the sweeper, once", async () => {
    const { id, createdAt } = await neverStarted();
    expect(await rowOf(id)).toMatchObject({ version: 0, startedAt: null });
    expect(await sweep(createdAt + GRACE_MS + 1)).toBeGreaterThanOrEqual(1);
    const started = await rowOf(id);
    expect(started?.version).toBeGreaterThan(0);
    expect(started?.startedAt).toBeGreaterThanOrEqual(createdAt);
    expect(await transitions(id)).toEqual(["running"]);
    expect(await sweep(createdAt + GRACE_MS + 1)).toBe(0);
    expect(await transitions(id)).toEqual(["running"]);
  });

  it("is left alone while its creation may be under way", async () => {
    const { id, createdAt } = await neverStarted();
    await sweep(createdAt + GRACE_MS);
    expect((await rowOf(id))?.version).toBe(0);
  });

  it("is started among many, whatever their number", async () => {
    const jobs = await Promise.all(Array.from({ length: 12 }, () => neverStarted()));
    await sweep(Date.now() + GRACE_MS + 1);
    for (const { id } of jobs) expect((await rowOf(id))?.version).toBeGreaterThan(0);
  });

  it("can be read, and has nothing measured", async () => {
    const job = await neverStarted();
    expect((await query<ProbeJob>("jobs.get", { id: job.id })).data).toMatchObject({ id: job.id, status: "running" });
    expect((await query("jobs.samples", { id: job.id })).data).toEqual({ items: [], nextSeq: null });
    expect((await query("jobs.log", { id: job.id })).data).toEqual({ items: [], nextSeq: null });
    expect((await query("jobs.summary", { id: job.id })).status).toBe(200);
    expect(await query("jobs.series", { id: job.id })).toMatchObject({ status: 200, data: { buckets: [] } });
  });

  it.each([
    ["jobs.pause", "paused"],
    ["jobs.cancel", "cancelled"],
  ])("is started by %s, which then does its work", async (procedure, status) => {
    const { id } = await neverStarted();
    expect(await mutate<ProbeJob>(procedure, { id })).toMatchObject({ status: 200, data: { status } });
    expect(await transitions(id)).toEqual(["running", status]);
    expect((await rowOf(id))?.status).toBe(status);
  });

  it("is started by the first who watches it", async () => {
    const { id } = await neverStarted();
    const watcher = await watch<JobFrame>(`/live/jobs/${id}`);
    await watcher.until(() => watcher.frames.length > 0);
    expect(watcher.frames[0]).toMatchObject({ type: "snapshot", job: { id, status: "running" } });
    expect((await rowOf(id))?.version).toBeGreaterThan(0);
    watcher.socket.close(1000);
  });

  it("waits for its time where it has one", async () => {
    const runAt = Date.UTC(2100, 0, 1);
    const { id, createdAt } = await neverStarted({ status: "scheduled", runAt });
    await sweep(createdAt + GRACE_MS + 1);
    expect(await rowOf(id)).toMatchObject({ status: "scheduled", startedAt: null });
    const alarmAt = await runInDurableObject(env.JOBS.getByName(id), (_object, { storage }) => storage.getAlarm());
    expect(alarmAt).toBe(runAt);
  });
});

describe("starting a job again", () => {
  it("changes nothing, also ten times at once", async () => {
    const job = await neverStarted({ status: "scheduled", runAt: Date.UTC(2100, 0, 1) });
    const stub = env.JOBS.getByName(job.id);
    const starts = await Promise.all(Array.from({ length: 10 }, () => stub.start(job, SETTINGS)));
    expect(new Set(starts.map(({ version }) => version)).size).toBe(1);
    const before = await rowOf(job.id);
    await stub.start({ ...job, name: "Another" }, SETTINGS);
    expect(await rowOf(job.id)).toEqual(before);
    expect(await transitions(job.id)).toEqual(["scheduled"]);
  });

  it("does not wake one that has ended", async () => {
    const job = await neverStarted();
    await mutate("jobs.cancel", { id: job.id });
    expect(await env.JOBS.getByName(job.id).start(job, SETTINGS)).toMatchObject({ status: "cancelled" });
    expect(await transitions(job.id)).toEqual(["running", "cancelled"]);
  });
});
