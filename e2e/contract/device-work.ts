import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { bearer, Caller } from "./wire.ts";
import { begin, DOCUMENT, enroll, NOBODY, SOON, type World } from "./world.ts";

/** The device's procedures. */
export function deviceWork(world: () => World): void {
  it("enrolls a device once with all that it says, and gives it new tokens for its secret", async () => {
    const { admin, stranger, tech } = world();
    const { id: groupId } = await admin.call("devices.groups.create", {
      name: "north",
      deviceIds: [(await enroll(admin)).id],
    });
    const asked = { name: "for the roof", groupIds: [groupId], kind: "agent", expiresInMs: 600_000 };
    const { token } = await admin.call("devices.createEnrollment", asked);
    expect(await tech.reasonOf("devices.createEnrollment", asked)).toEqual([403, "FORBIDDEN"]);
    const said = {
      ...{ token, name: "roof", capabilities: { kinds: ["task"], types: ["roofing"] } },
      ...{ mac: "00:11:22:33:44:55", ip: "192.0.2.7", accountNumber: "A-7", agentVersion: "1.2.3" },
    };
    expect(await stranger.reasonOf("device.enroll", { ...said, capabilities: { kinds: ["magic"] } })).toEqual([
      ...[400, "INVALID_INPUT"],
      "capabilities.kinds.0",
    ]);
    const { deviceId, secret, expiresAt } = await stranger.call("device.enroll", said);
    expect(expiresAt).toBeGreaterThan(Date.now());
    expect(await stranger.reasonOf("device.enroll", said)).toEqual([401, "ENROLLMENT_INVALID"]);
    const { accessToken } = await stranger.call("device.refresh", { deviceId, secret });
    const roof = new Caller(admin.url, bearer(accessToken));
    expect(await roof.call("device.heartbeat", {})).toMatchObject({ hasWork: false, controls: [] });
    expect(await stranger.reasonOf("device.refresh", { deviceId, secret: "fls_wrong" })).toEqual([
      401,
      "UNAUTHENTICATED",
    ]);
    expect(await roof.reasonOf("jobs.list", {})).toEqual([401, "UNAUTHENTICATED"]);
    expect(await admin.reasonOf("device.next", {})).toEqual([403, "FORBIDDEN"]);
  });

  it("gives the same assignment until it is done, and takes each report once", async () => {
    const { admin } = world();
    const device = await enroll(admin);
    const terms = { timeoutMs: 60_000, queueTtlMs: 90_000, priority: 1, notes: "as agreed", name: "Greet" };
    const made = await admin.call("jobs.create", {
      ...{ kind: "command", deviceId: device.id, document: DOCUMENT },
      ...terms,
    });
    expect(made).toMatchObject({ ...terms, status: "assigned", assigneeId: device.id, attempt: 1, startedAt: null });
    const beat = await device.call("device.heartbeat", { jobs: [], metrics: { cpuPercent: 3, uptimeMs: 5 } });
    expect(beat.hasWork).toBe(true);
    const first = await device.call("device.next", { max: 1, types: ["command"] });
    expect(await device.call("device.next", { max: 5 })).toEqual(first);
    const { id: jobId } = made;
    expect(first.assignments).toMatchObject([
      { jobId, attempt: 1, kind: "command", type: "command", spec: { document: DOCUMENT }, reportSeq: 0 },
    ]);
    expect(first.assignments[0]?.timeoutAt).toBeGreaterThan(Date.now());

    const held = { jobId, attempt: 1 };
    const said = {
      ...{ ...held, seq: 1, expectedVersion: first.assignments[0]?.version, status: "running", progress: 40 },
      ...{ message: "greeting", output: [{ stream: "stdout", step: "greet", text: "hello\n" }] },
      payload: { request: { who: "world" }, response: ["hello"] },
    };
    const taken = await device.call("device.report", said);
    expect(await device.call("device.report", said)).toEqual(taken);
    const now = await admin.call("jobs.get", { id: jobId });
    expect(now).toMatchObject({ status: "running", progress: 40, progressMessage: "greeting", version: taken.version });
    const stale = await device.refused("device.report", { ...held, seq: 2, expectedVersion: 1 });
    expect(stale).toMatchObject({ httpStatus: 409, code: "CONFLICT", reason: "VERSION_MISMATCH" });
    expect(stale.details).toMatchObject({
      version: taken.version,
      job: { id: jobId, status: "running", progress: 40 },
    });

    const end = { ...held, seq: 2, status: "completed", exitCode: 0, result: { greeted: 1 } };
    expect((await device.call("device.report", end)).version).toBeGreaterThan(taken.version);
    expect(await device.reasonOf("device.report", { ...held, seq: 3, status: "failed" })).toEqual([409, "JOB_ENDED"]);
    expect(await device.reasonOf("device.report", { ...held, attempt: 2, seq: 1 })).toEqual([409, "STALE_ATTEMPT"]);
    expect(await device.reasonOf("device.report", { ...held, jobId: NOBODY, seq: 1 })).toEqual([404, "JOB_NOT_FOUND"]);
    expect(await device.call("device.next", {})).toEqual({ assignments: [] });
    expect(await admin.call("jobs.get", { id: jobId })).toMatchObject({
      ...{ status: "completed", result: { greeted: 1 }, error: null, endedAt: expect.any(Number) },
    });

    const { items, nextSeq } = await admin.call("jobs.log", { id: jobId, afterSeq: 0, limit: 100 });
    expect(nextSeq).toBeNull();
    expect(items.map(({ seq }) => seq)).toEqual(items.map((_, index) => index + 1));
    const statuses = items.flatMap(({ kind, status }) => (kind === "transition" ? [status] : []));
    expect(statuses).toEqual(["assigned", "running", "completed"]);
    const output = { kind: "output", stream: "stdout", step: "greet", message: "hello\n", actor: { kind: "device" } };
    expect(items).toEqual(expect.arrayContaining([expect.objectContaining({ kind: "payload", ...said.payload })]));
    expect(items.find(({ kind }) => kind === "output")).toMatchObject(output);
    const page = await admin.call("jobs.log", { id: jobId, afterSeq: 1, limit: 1 });
    expect(page).toEqual({ items: [items[1]], nextSeq: 2 });
  });

  it("hears by its heartbeats what becomes of what it holds, and rejects what it cannot do", async () => {
    const { admin } = world();
    const device = await enroll(admin);
    const held = await begin(admin, device);
    const { jobId: id } = held;
    const wishes = async () => (await device.call("device.heartbeat", { jobs: [{ id, attempt: 1 }] })).controls;
    expect(await wishes()).toEqual([]);
    expect(await admin.call("jobs.pause", { id })).toMatchObject({ status: "paused", pausedAt: expect.any(Number) });
    expect(await wishes()).toEqual([{ ...held, wish: "pause" }]);
    expect((await device.call("device.report", { ...held, seq: 1 })).wish).toBe("pause");
    expect(await admin.reasonOf("jobs.pause", { id })).toEqual([409, "ILLEGAL_TRANSITION"]);
    expect(await admin.call("jobs.resume", { id })).toMatchObject({ status: "running", pausedAt: null });
    expect(await wishes()).toEqual([{ ...held, wish: "resume" }]);
    expect(await admin.reasonOf("jobs.delete", { id })).toEqual([409, "JOB_NOT_ENDED"]);
    const cancelled = await admin.call("jobs.cancel", { id, reason: "not needed", force: true });
    expect(cancelled).toMatchObject({ status: "cancelled", statusReason: "not needed" });
    expect(cancelled.cancelledAt).toBe(cancelled.endedAt);
    expect(await wishes()).toEqual([{ ...held, wish: "cancel" }]);
    expect(await admin.reasonOf("jobs.cancel", { id })).toEqual([409, "JOB_ENDED"]);

    const unfit = await begin(admin, device);
    await device.call("device.reject", { ...unfit, reason: "no such interface" });
    expect(await admin.call("jobs.get", { id: unfit.jobId })).toMatchObject({
      ...{ status: "rejected", statusReason: "no such interface" },
    });
    expect(await admin.reasonOf("jobs.retry", { id: unfit.jobId })).toEqual([409, "ILLEGAL_TRANSITION"]);
  });

  it("takes samples once, asks for a hole again, and sums them up", async () => {
    const { admin } = world();
    const device = await enroll(admin);
    const { id: jobId } = await admin.call("jobs.create", {
      ...{ kind: "probe", target: { host: "192.0.2.1" }, method: "icmp", cadenceMs: 1_000, durationMs: 10_000 },
      vantage: { kind: "device", deviceId: device.id },
    });
    expect((await device.call("device.next", {})).assignments).toMatchObject([{ jobId, kind: "probe", type: "icmp" }]);
    const held = { jobId, attempt: 1 };
    const at = Date.now();
    const rtts = [136, 184, 115, 148, 125, null];
    const sampleAt = (seq: number) => {
      const rttMs = rtts[seq - 1] ?? null;
      return { seq, tick: seq - 1, at, rttMs, ...(rttMs === null && { error: "no reply" }) };
    };
    const send = (...seqs: number[]) => device.call("device.samples", { ...held, samples: seqs.map(sampleAt) });
    expect(await send(1, 2, 4)).toEqual({ nextSeq: 3 });
    expect(await send(1, 2)).toEqual({ nextSeq: 3 });
    expect((await send(3, 4, 5)).nextSeq).toBe(6);
    const many = Array.from({ length: 1_001 }, (_, index) => sampleAt(index + 6));
    const tooMany = await device.reasonOf("device.samples", { ...held, samples: many });
    expect(tooMany).toEqual([400, "INVALID_INPUT", "samples"]);
    const { summary, verdict } = await admin.call("jobs.summary", { id: jobId });
    expect(summary).toMatchObject({ sent: 5, received: 5, lossPercent: 0, minMs: 115, maxMs: 184, jitterMs: 43.25 });
    expect(verdict?.reason).toMatch(/\w+/);
    expect(await send(6)).toEqual({ nextSeq: 7 });
    expect((await admin.call("jobs.summary", { id: jobId })).summary).toMatchObject({ sent: 6, received: 5 });

    const all = await admin.call("jobs.samples", { id: jobId });
    expect(all).toEqual({ items: [1, 2, 3, 4, 5, 6].map(sampleAt), nextSeq: null });
    expect(await admin.call("jobs.samples", { id: jobId, afterSeq: 2, limit: 2 })).toEqual({
      ...{ items: [3, 4].map(sampleAt), nextSeq: 4 },
    });
    const range = { from: at - 1_000, to: at + 9_000, points: 5 };
    const { buckets } = await admin.call("jobs.series", { id: jobId, ...range });
    expect(buckets).toMatchObject([{ lost: 1, minMs: 115, maxMs: 184 }]);
    const ended = {
      ...held,
      seq: 1,
      status: "failed",
      error: { code: "CABLE", message: "The cable is out" },
      exitCode: 3,
    };
    await device.call("device.report", ended);
    expect(await admin.call("jobs.get", { id: jobId })).toMatchObject({ status: "failed", error: ended.error });
  });

  it("hands out handlers that are what their hash says, and a device's own history", async () => {
    const { admin } = world();
    const device = await enroll(admin);
    const { content, sha256 } = await device.call("device.handler", { name: "download-file", version: 1 });
    expect(sha256).toBe(createHash("sha256").update(content).digest("hex"));
    expect(await device.call("device.handler", { name: "download-file" })).toMatchObject({ sha256 });
    expect(await device.reasonOf("device.handler", { name: "none" })).toEqual([404, "HANDLER_NOT_FOUND"]);
    expect(await device.call("device.history", {})).toEqual({ items: [], nextCursor: null });
    for (const status of ["completed", "failed"])
      await device.call("device.report", { ...(await begin(admin, device)), seq: 1, status });
    const newest = async () => (await device.call("device.history", { limit: 1 })).items[0]?.status;
    await expect.poll(newest, SOON).toBe("failed");
    const first = await device.call("device.history", { limit: 1 });
    const second = await device.call("device.history", { limit: 1, cursor: first.nextCursor });
    expect([...first.items, ...second.items].map(({ status }) => status)).toEqual(["failed", "completed"]);
  });
}
