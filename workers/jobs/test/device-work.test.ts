import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { openDatabase } from "@fieldline/db/database";
import { findJob } from "@fieldline/db/find-job";
import type { Assignment, Control, DeviceReport, WorkOffer } from "@fieldline/domain/device";
import { DomainError, type Result, unwrap } from "@fieldline/domain/errors";
import type { Sample } from "@fieldline/domain/job";
import type { World } from "@fieldline/worker-jobs/world";
import { describe, expect, it, vi } from "vitest";
import { BY, type DrivenJob, driveCommand, driveJob } from "./driven-job.ts";

const DEVICE = "01900000-0000-7000-8000-0000000000d1";
const OTHER = "01900000-0000-7000-8000-0000000000d2";
const db = openDatabase(env.DB);

/** What the job's device and its rollout are told, instead of objects of their own. */
function toldWorld() {
  const told = { offers: [] as WorkOffer[], withdrawn: [] as number[], controls: [] as Control[] };
  const world: Partial<World> = {
    offer: async (_device, offer) => void told.offers.push(offer),
    withdraw: async (_device, { attempt }) => void told.withdrawn.push(attempt),
    control: async (_device, control) => void told.controls.push(control),
  };
  return { told, world };
}

const held = (attempt = 1, deviceId = DEVICE) => ({ deviceId, deviceName: "gw-12", attempt });

async function begun(job: DrivenJob, attempt = 1): Promise<Assignment> {
  await job.revive();
  return unwrap((await job.stub.begin(held(attempt))) as Result<Assignment>);
}

async function report(job: DrivenJob, told: Partial<DeviceReport>, deviceId = DEVICE) {
  await job.revive();
  return unwrap(await job.stub.report(deviceId, { jobId: job.id, attempt: 1, seq: 1, ...told }));
}

async function reasonOf(act: Promise<unknown>): Promise<string> {
  const error = await act.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof DomainError ? error.code : `not refused: ${String(error)}`;
}

async function takeSamples(job: DrivenJob, samples: Sample[], attempt = 1) {
  await job.revive();
  return unwrap(await job.stub.takeSamples(DEVICE, { jobId: job.id, attempt, samples }));
}

const output = async (job: DrivenJob) =>
  (await job.log()).filter(({ kind }) => kind === "output").map(({ message }) => message);

describe("a command", () => {
  it("is offered to its device, taken on once however often it is asked for, and completed", async () => {
    const { told, world } = toldWorld();
    const job = await driveCommand(DEVICE, {}, world);
    expect(told.offers).toMatchObject([{ jobId: job.id, attempt: 1, kind: "command" }]);
    expect(await job.describe()).toMatchObject({ status: "assigned", assigneeId: DEVICE });
    const first = await begun(job);
    job.now += 500;
    expect(await begun(job)).toEqual({ ...first, now: job.now });
    await report(job, { status: "completed", exitCode: 0, result: { ok: true } });
    expect(await job.describe()).toMatchObject({ status: "completed", exitCode: 0, result: { ok: true } });
    expect(told.withdrawn).toEqual([1]);
    expect((await job.log()).filter(({ status }) => status).map(({ status }) => status)).toEqual([
      "assigned",
      "running",
      "completed",
    ]);
    expect(await job.stub.attempts()).toMatchObject([{ attempt: 1, status: "completed", exitCode: 0 }]);
  });

  it("keeps what its device puts out, each line once, whatever is sent twice", async () => {
    const job = await driveCommand(DEVICE, {}, toldWorld().world);
    await begun(job);
    const first = { seq: 1, output: [{ stream: "stdout" as const, step: "look", text: "up 3 days\n" }] };
    const second = { seq: 2, output: [{ stream: "stderr" as const, step: "look", text: "careful\n" }] };
    for (const told of [first, first, second, first, second]) await report(job, told);
    await evictDurableObject(job.stub);
    await report(job, second);
    expect(await output(job)).toEqual(["up 3 days\n", "careful\n"]);
    expect((await begun(job)).reportSeq).toBe(2);
  });

  it("refuses what a device that lies tells", async () => {
    const job = await driveCommand(DEVICE, {}, toldWorld().world);
    expect(await reasonOf(report(job, {}))).toBe("ILLEGAL_TRANSITION");
    await begun(job);
    await report(job, { message: "well under way" });
    expect(await reasonOf(report(job, { seq: 2 }, OTHER))).toBe("FORBIDDEN");
    expect(await reasonOf(report(job, { attempt: 2, seq: 1 }))).toBe("STALE_ATTEMPT");
    expect(await reasonOf(report(job, { message: "something else" }))).toBe("REPORT_OUT_OF_ORDER");
    expect(await reasonOf(report(job, { seq: 3 }))).toBe("REPORT_OUT_OF_ORDER");
    expect(await reasonOf(report(job, { seq: 2, expectedVersion: 1 }))).toBe("VERSION_MISMATCH");
    await job.revive();
    await job.stub.control({ type: "cancel", reason: "enough", ...BY });
    expect(await reasonOf(report(job, { seq: 2, status: "completed" }))).toBe("JOB_ENDED");
    expect((await job.log()).at(-1)).toMatchObject({ level: "warn", message: expect.stringContaining("completed") });
    expect(await job.describe()).toMatchObject({ status: "cancelled" });
  });

  it("answers the last report again although the job has ended by it", async () => {
    const job = await driveCommand(DEVICE, {}, toldWorld().world);
    await begun(job);
    const answer = await report(job, { status: "failed", exitCode: 3 });
    expect(await report(job, { status: "failed", exitCode: 3 })).toEqual(answer);
    expect(await job.describe()).toMatchObject({ error: { code: "FAILED", message: "It ended with exit code 3" } });
  });

  it("keeps 1 MiB of a stream and refuses more", async () => {
    const job = await driveCommand(DEVICE, {}, toldWorld().world);
    await begun(job);
    const text = "x".repeat(200_000);
    let refused: unknown;
    for (let seq = 1; seq <= 50 && !refused; seq++)
      await report(job, { seq, output: [{ stream: "stdout", text }] }).catch((error: unknown) => {
        refused = error;
      });
    expect(refused).toMatchObject({ code: "OUTPUT_TOO_LARGE" });
    const kept = (await output(job)).join("").length;
    expect(kept).toBe(1_000_000);
    expect(await job.describe()).toMatchObject({ status: "running" });
  });

  it("fails when its device is not heard of for a lease, and not before", async () => {
    const { told, world } = toldWorld();
    const job = await driveCommand(DEVICE, {}, world);
    await begun(job);
    await job.advance(29_000);
    unwrap((await job.stub.beat(held())) as Result<object>);
    await job.advance(29_000);
    expect(await job.describe()).toMatchObject({ status: "running" });
    await job.advance(1_000);
    expect(await job.describe()).toMatchObject({ status: "failed", error: { code: "LEASE_EXPIRED" } });
    expect(told.withdrawn).toEqual([1]);
    expect(await reasonOf(report(job, { status: "completed" }))).toBe("JOB_ENDED");
  });

  it("has a whole lease more after the server itself was away", async () => {
    const job = await driveCommand(DEVICE, {}, toldWorld().world);
    await begun(job);
    await job.change({ startedAt: job.now + 25_000 });
    await job.advance(31_000);
    expect(await job.describe()).toMatchObject({ status: "running" });
    await job.advance(24_000);
    expect(await job.describe()).toMatchObject({ status: "failed", error: { code: "LEASE_EXPIRED" } });
  });

  it("is tried again after its back-off, as a new attempt that fences the old one out", async () => {
    const { told, world } = toldWorld();
    const retry = { maxAttempts: 2, initialMs: 10_000, factor: 2, maxMs: 60_000 };
    const job = await driveCommand(DEVICE, { retry, timeoutMs: 5_000 }, world);
    await begun(job);
    await job.advance(5_000);
    expect(await job.describe()).toMatchObject({ status: "scheduled", attempt: 2 });
    await job.advance(12_000);
    expect(await job.describe()).toMatchObject({ status: "assigned", attempt: 2 });
    expect(told.offers.map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect(await reasonOf(report(job, { status: "completed" }))).toBe("STALE_ATTEMPT");
    await begun(job, 2);
    await job.advance(5_000);
    expect(await job.describe()).toMatchObject({ status: "timed_out", error: { code: "TIMEOUT" } });
    expect((await job.stub.attempts()).map(({ status }) => status)).toEqual(["timed_out", "timed_out"]);
  });

  it("is tried again by a person, and its row follows", async () => {
    const { told, world } = toldWorld();
    const job = await driveCommand(DEVICE, {}, world);
    await begun(job);
    await report(job, { status: "failed", error: { code: "DISK_FULL", message: "The disk is full" } });
    await job.revive();
    unwrap(await job.stub.control({ type: "retry", reason: "space was made", ...BY }));
    expect(told.offers.map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect(await job.describe()).toMatchObject({ status: "assigned", attempt: 2, error: null, endedAt: null });
    await vi.waitFor(async () => expect(await findJob(db, job.id)).toMatchObject({ status: "assigned", attempt: 2 }));
  });

  it("waits for its device no longer than it may", async () => {
    const job = await driveCommand(DEVICE, { queueTtlMs: 60_000 }, toldWorld().world);
    await job.advance(60_000);
    expect(await job.describe()).toMatchObject({ status: "timed_out", error: { code: "QUEUE_TTL_EXPIRED" } });
    expect(await reasonOf(begun(job))).toBe("JOB_ENDED");
  });

  it("is paused and resumed by wishes, and handed back as a new attempt", async () => {
    const { told, world } = toldWorld();
    const job = await driveCommand(DEVICE, {}, world);
    await begun(job);
    await job.stub.control({ type: "pause", ...BY });
    expect(await report(job, { message: "still at it" })).toMatchObject({ wish: "pause" });
    await job.stub.control({ type: "resume", ...BY });
    expect(told.controls.map(({ wish }) => wish)).toEqual(["pause", "resume"]);
    unwrap(await job.stub.release(held(), "the agent is stopping"));
    expect(await job.describe()).toMatchObject({ status: "assigned", attempt: 2, pausedTotalMs: 0 });
    expect(told.offers.map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  it("tells lists of its progress twice a second at most, however often its device speaks, and of the last in the end", async () => {
    const rows: (number | null)[] = [];
    const job = await driveCommand(DEVICE, {}, toldWorld().world);
    await begun(job);
    await job.change({
      project: async ({ job: projected }) => {
        if (projected) rows.push(projected.progress);
        return { dependents: [] };
      },
    });
    for (let seq = 1; seq <= 40; seq++) {
      job.now += 50;
      await report(job, { seq, progress: seq });
    }
    await job.advance(5_000);
    await vi.waitFor(() => expect(rows.at(-1)).toBe(40));
    expect(rows.length).toBeLessThanOrEqual(7);
  });

  it("is handed back twenty times at most, else a device could fill its job's storage with attempts", async () => {
    const job = await driveCommand(DEVICE, {}, toldWorld().world);
    for (let attempt = 1; attempt <= 21; attempt++) {
      job.now += 1_000;
      await begun(job, attempt);
      unwrap(await job.stub.release(held(attempt), "no"));
    }
    expect(await job.describe()).toMatchObject({ status: "failed", attempt: 21, error: { code: "HANDED_BACK" } });
    expect(await job.stub.attempts()).toHaveLength(21);
  });

  it("keeps 1 MiB of what its device tells in messages and payloads, and takes its end after that", async () => {
    const job = await driveCommand(DEVICE, {}, toldWorld().world);
    await begun(job);
    const payload = { request: "x".repeat(190_000) };
    let seq = 0;
    const refusal = async (told: Partial<DeviceReport>) => {
      job.now += 1_000;
      return reasonOf(report(job, { seq: seq + 1, ...told }).then(() => void seq++));
    };
    for (let count = 0; count < 5; count++) expect(await refusal({ payload })).toContain("not refused");
    expect(await refusal({ payload })).toBe("OUTPUT_TOO_LARGE");
    for (let count = 0; count < 49; count++) await refusal({ message: "m".repeat(2_000) });
    expect(await refusal({ message: "m".repeat(2_000) })).toBe("OUTPUT_TOO_LARGE");
    expect(await refusal({ progress: 99 })).toContain("not refused");
    expect(await refusal({ status: "failed", message: "m".repeat(2_000) })).toContain("not refused");
    expect(await job.describe()).toMatchObject({ status: "failed" });
  });

  it("fails at once when its device is revoked", async () => {
    const job = await driveCommand(
      DEVICE,
      { retry: { maxAttempts: 3, initialMs: 0, factor: 1, maxMs: 0 } },
      toldWorld().world,
    );
    await begun(job);
    await job.stub.deviceRevoked({ deviceId: OTHER });
    expect(await job.describe()).toMatchObject({ status: "running" });
    await job.stub.deviceRevoked({ deviceId: DEVICE });
    expect(await job.describe()).toMatchObject({ status: "failed", error: { code: "DEVICE_REVOKED" } });
  });
});

const probeOnDevice = { method: "icmp", vantage: { kind: "device", deviceId: DEVICE }, cadenceMs: 200 } as const;

describe("a device's probe", () => {
  const sampleAt = (origin: number, seq: number, rttMs: number | null = 12.345): Sample => ({
    seq,
    tick: seq - 1,
    at: origin + (seq - 1) * 200,
    rttMs,
  });

  it("keeps the samples that follow, once, and asks for a hole", async () => {
    const job = await driveJob({ ...probeOnDevice, durationMs: 60_000 }, toldWorld().world);
    const { probe } = await begun(job);
    const origin = probe?.originMs ?? 0;
    const samples = Array.from({ length: 20 }, (_, index) => sampleAt(origin, index + 1));
    job.now += 4_000;
    expect(await takeSamples(job, samples.slice(0, 5))).toEqual({ nextSeq: 6 });
    expect(await takeSamples(job, samples.slice(7, 9))).toEqual({ nextSeq: 6 });
    expect(await takeSamples(job, samples.slice(3, 12))).toEqual({ nextSeq: 13 });
    await evictDurableObject(job.stub);
    expect(await takeSamples(job, samples)).toEqual({ nextSeq: 21 });
    expect(await job.samples()).toEqual(samples);
    expect(await job.describe()).toMatchObject({ summary: { sent: 20, lossPercent: 0, avgMs: 12.345 } });
  });

  it("refuses samples that nobody can have measured", async () => {
    const job = await driveJob({ ...probeOnDevice, durationMs: 60_000 }, toldWorld().world);
    const origin = (await begun(job)).probe?.originMs ?? 0;
    job.now += 1_000;
    const refused = async (sample: Partial<Sample>) => {
      await job.revive();
      const result = await job.stub.takeSamples(DEVICE, {
        jobId: job.id,
        attempt: 1,
        samples: [{ ...sampleAt(origin, 1), ...sample }],
      });
      if (result.ok) return "taken";
      const { issues } = (result as unknown as Extract<Result<unknown>, { ok: false }>).details;
      return (issues as { path: string }[])[0]?.path;
    };
    expect(await refused({ at: job.now + 60_000 })).toBe("samples.0.at");
    expect(await refused({ at: origin - 60_000 })).toBe("samples.0.at");
    expect(await refused({ tick: 100_000 })).toBe("samples.0.tick");
    expect(await refused({ tick: -1 })).toBe("samples.0.tick");
    expect(await refused({ hops: [{ ttl: 1, ip: null, rttMs: [] }] })).toBe("samples.0.hops");
    await takeSamples(job, [{ ...sampleAt(origin, 1), tick: 3 }]);
    expect(await refused({ seq: 2, tick: 2 })).toBe("samples.0.tick");
    expect(await refused({ seq: 2, tick: 3 })).toBe("samples.0.tick");
    expect(await job.samples()).toHaveLength(1);
  });

  it("shows a lost prober as such, never as a lost target, and fills its samples in when it returns", async () => {
    const job = await driveJob({ ...probeOnDevice, durationMs: 120_000 }, toldWorld().world);
    const origin = (await begun(job)).probe?.originMs ?? 0;
    job.now += 1_000;
    await takeSamples(job, [sampleAt(origin, 1), sampleAt(origin, 2)]);
    await job.advance(31_000);
    expect(await job.describe()).toMatchObject({
      status: "running",
      prober: { state: "lost" },
      verdict: { state: "unknown", reason: expect.stringContaining("gw-12") },
      summary: { sent: 2, lossPercent: 0, missedTicks: 0 },
    });
    const spooled = Array.from({ length: 150 }, (_, index) => sampleAt(origin, index + 3));
    expect(await takeSamples(job, spooled)).toEqual({ nextSeq: 153 });
    expect(await job.describe()).toMatchObject({
      prober: { state: "present" },
      summary: { sent: 152, missedTicks: 0 },
    });
    await report(job, { status: "completed" });
    expect(await job.describe()).toMatchObject({ status: "completed", summary: { sent: 152, missedTicks: 448 } });
  });

  it("waits an hour after its end for a prober that is lost, and half a minute for one that is there", async () => {
    const lost = await driveJob({ ...probeOnDevice, durationMs: 10_000 }, toldWorld().world);
    await begun(lost);
    await lost.advance(30_000);
    await lost.advance(60_000);
    expect(await lost.describe()).toMatchObject({ status: "running", prober: { state: "lost" } });
    await lost.advance(3_600_000);
    expect(await lost.describe()).toMatchObject({ status: "failed", error: { code: "LEASE_EXPIRED" } });

    const there = await driveJob({ ...probeOnDevice, durationMs: 10_000 }, toldWorld().world);
    await begun(there);
    there.now += 20_000;
    await there.revive();
    unwrap((await there.stub.beat(held())) as Result<object>);
    await there.advance(20_000);
    expect(await there.describe()).toMatchObject({ status: "completed" });
  });

  it("moves its grid by a pause, as an edge probe does", async () => {
    const job = await driveJob({ ...probeOnDevice, durationMs: 60_000 }, toldWorld().world);
    const before = await begun(job);
    job.now += 2_000;
    await job.revive();
    await job.stub.control({ type: "pause", ...BY });
    job.now += 5_000;
    await job.revive();
    await job.stub.control({ type: "resume", ...BY });
    expect((await begun(job)).probe?.originMs).toBe((before.probe?.originMs ?? 0) + 5_000);
  });

  it("keeps a traceroute's hops and tells where the way changed", async () => {
    const job = await driveJob(
      { ...probeOnDevice, method: "traceroute", cadenceMs: 5_000, durationMs: 60_000 },
      toldWorld().world,
    );
    const origin = (await begun(job)).probe?.originMs ?? 0;
    const way = (seq: number, second: string): Sample => ({
      seq,
      tick: seq - 1,
      at: origin + (seq - 1) * 5_000,
      rttMs: 9.5,
      hops: [
        { ttl: 1, ip: "192.0.2.1", rttMs: [1.2] },
        { ttl: 2, ip: second, rttMs: [4, null] },
      ],
    });
    job.now += 10_000;
    const samples = [way(1, "192.0.2.9"), way(2, "192.0.2.9"), way(3, "192.0.2.77")];
    await takeSamples(job, samples);
    expect(await job.samples()).toEqual(samples);
    const messages = (await job.log()).map(({ message }) => message);
    expect(messages.filter((text) => text.startsWith("The route"))).toEqual([
      "The route changed at hop 2: 192.0.2.9 → 192.0.2.77",
    ]);
  });
});
