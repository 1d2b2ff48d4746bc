import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { openDatabase } from "@fieldline/db/database";
import { findJob } from "@fieldline/db/find-job";
import { DEFAULT_CONFIG } from "@fieldline/domain/config";
import { unwrap } from "@fieldline/domain/errors";
import { expect, it, vi } from "vitest";
import { BY, driveJob } from "./driven-job.ts";

const db = openDatabase(env.DB);

it("measures each tick on its grid", async () => {
  const job = await driveJob({ durationMs: 10_000 });
  await job.tick(10);
  const startedAt = (await job.describe())?.startedAt ?? 0;
  const samples = await job.samples();
  expect(samples.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(samples.map(({ at }) => at)).toEqual(samples.map(({ tick }) => startedAt + tick * 1_000));
});

it("completes when its duration is over, with its row, figures and log in agreement", async () => {
  const job = await driveJob({ durationMs: 10_000 });
  await job.tick(11);
  const described = await job.describe();
  expect(described).toMatchObject({ status: "completed", summary: { sent: 10, missedTicks: 0 } });
  await vi.waitFor(async () => expect(await findJob(db, job.id)).toEqual(described));
  const log = await job.log();
  expect(log.filter(({ kind }) => kind === "transition").map(({ status }) => status)).toEqual(["running", "completed"]);
});

it("takes a tick once when its alarm comes twice", async () => {
  const job = await driveJob();
  await job.tick(3);
  await runInDurableObject(job.stub, (object) => Promise.all([object.alarm(), object.alarm()]));
  await job.advance(1_000);
  await runInDurableObject(job.stub, (object) => Promise.all([object.alarm(), object.alarm()]));
  const samples = await job.samples();
  expect(samples.map(({ tick }) => tick)).toEqual([0, 1, 2, 3]);
});

it("goes on where it was after an eviction", async () => {
  const job = await driveJob({ vantage: { kind: "simulator", scenario: "intermittent", seed: 3 } });
  await job.tick(75);
  const before = await job.describe();
  await evictDurableObject(job.stub);
  await job.revive();
  expect(await job.describe()).toEqual(before);
  await job.tick(2);
  expect((await job.describe())?.summary?.sent).toBe(77);
});

it("records ticks that nobody measured as missed, never as lost", async () => {
  const job = await driveJob();
  await job.tick(5);
  await job.advance(7_400);
  await job.tick(1);
  expect(await job.describe()).toMatchObject({ summary: { lossPercent: 0, missedTicks: 6 } });
  const log = await job.log();
  expect(log.map(({ message }) => message)).toContain("Ticks 5 to 10 were not measured");
});

it("counts what was due after the last sample as missed once it has completed", async () => {
  const job = await driveJob({ durationMs: 10_000 });
  await job.tick(4);
  await job.advance(60_000);
  expect(await job.describe()).toMatchObject({ status: "completed", summary: { sent: 4, missedTicks: 6 } });
});

it("has not missed what was not due yet when it was completed by hand", async () => {
  const job = await driveJob({ durationMs: 10_000 });
  await job.tick(4);
  unwrap(await job.stub.control({ type: "forceComplete", reason: "seen on site", result: null, ...BY }));
  await job.advance(60_000);
  expect(await job.describe()).toMatchObject({ status: "completed", summary: { sent: 4, missedTicks: 0 } });
});

it("does not tick while paused, and ends later by the time paused", async () => {
  const job = await driveJob({ durationMs: 10_000 });
  await job.tick(5);
  unwrap(await job.stub.control({ type: "pause", ...BY }));
  expect(await job.advance(30_000)).toBe(false);
  unwrap(await job.stub.control({ type: "resume", ...BY }));
  await job.tick(6);
  const described = await job.describe();
  expect(described).toMatchObject({
    status: "completed",
    pausedTotalMs: 30_000,
    summary: { sent: 10, missedTicks: 0 },
  });
});

it.each([
  { control: "pause", kept: 1, status: "paused" },
  { control: "cancel", kept: 0, status: "cancelled" },
] as const)("keeps $kept packets of a tick during which it was told to $control", async ({ control, kept, status }) => {
  const packet = { isSent: false, isAnswered: false };
  const job = await driveJob(
    {},
    {
      async measureTick(_spec, { clock }) {
        packet.isSent = true;
        while (!packet.isAnswered) await scheduler.wait(1);
        return [{ at: clock(), rttMs: 20 }];
      },
    },
  );
  const ticking = job.tick(1);
  await vi.waitUntil(() => packet.isSent);
  unwrap(
    await (control === "pause"
      ? job.stub.control({ type: "pause", ...BY })
      : job.stub.control({ type: "cancel", reason: "wrong modem", ...BY })),
  );
  packet.isAnswered = true;
  await ticking;
  expect(await job.samples()).toHaveLength(kept);
  expect(await findJob(db, job.id)).toMatchObject({ status });
});

it("keeps a whole minute's figures when ticks were missed across its end", async () => {
  const job = await driveJob({ durationMs: 600_000 });
  await job.tick(58);
  await job.advance(9_000);
  await job.tick(120);
  const { buckets } = await job.stub.series({ points: 1 });
  const samples = await job.samples();
  expect(buckets.reduce((sum, { sent }) => sum + sent, 0)).toBe(samples.length);
  expect(buckets.reduce((sum, { missed }) => sum + missed, 0)).toBe((await job.describe())?.summary?.missedTicks);
});

it("raises one alert when the target goes silent and clears it when the job ends", async () => {
  const job = await driveJob({ vantage: { kind: "simulator", scenario: "offline" } });
  await job.tick(5);
  const alerts = () =>
    env.DB.prepare("SELECT state, cleared_at FROM alerts WHERE job_id = ?")
      .bind(job.id)
      .all<{ state: string; cleared_at: number | null }>();
  expect((await alerts()).results).toEqual([{ state: "offline", cleared_at: null }]);
  unwrap(await job.stub.control({ type: "cancel", reason: null, ...BY }));
  expect((await alerts()).results).toEqual([{ state: "offline", cleared_at: job.now }]);
});

it("removes itself, row and all, at the end of its retention", async () => {
  const job = await driveJob({ durationMs: 10_000 });
  await job.tick(11);
  await job.advance(DEFAULT_CONFIG.retention.endedJobsMs);
  await vi.waitUntil(async () => (await findJob(db, job.id)) === undefined);
  await vi.waitUntil(async () => (await job.describe()) === undefined);
  await runInDurableObject(job.stub, async (_object, state) => {
    expect(await state.storage.getAlarm()).toBeNull();
  });
});

it("spreads jobs that are scheduled for one moment over a second", async () => {
  const runAt = Date.UTC(2040, 0, 1, 13);
  const jobs = await Promise.all(Array.from({ length: 40 }, () => driveJob({ runAt })));
  const starts = await Promise.all(
    jobs.map(async (job) => {
      await job.tick(1);
      return ((await job.describe())?.startedAt ?? 0) - runAt;
    }),
  );
  expect(new Set(starts.map((ms) => Math.floor(ms / 100))).size).toBeGreaterThan(6);
  expect(Math.min(...starts)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...starts)).toBeLessThan(1_000);
});
