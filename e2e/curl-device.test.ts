import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import type { Assignment, Control, HeartbeatAnswer, ReportTaken, SamplesTaken } from "@fieldline/domain/device";
import type { Job, Sample } from "@fieldline/domain/job";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer, type TestServer } from "./support/server.ts";

let server: TestServer;
let device: { deviceId: string; secret: string; accessToken: string; expiresAt: number };

const run = promisify(execFile);

interface Answer<T> {
  status: number;
  data: T;
  error?: { message: string; data: { reason: string; details?: Record<string, unknown> } };
}

/** All that this device is: curl with a body, or without one where it asks. */
async function curl<T>(procedure: string, input: object, { token = device?.accessToken, isQuery = false } = {}) {
  const url = `${server.url}/trpc/${procedure}`;
  const body = JSON.stringify(input);
  const asked = isQuery
    ? ["--get", "--data-urlencode", `input=${body}`, url]
    : ["--header", "content-type: application/json", "--data-binary", body, url];
  const { stdout } = await run("curl", [
    ...["--silent", "--write-out", "\n%{http_code}", "--header", `authorization: Bearer ${token}`],
    ...asked,
  ]);
  const end = stdout.lastIndexOf("\n");
  const { result, error } = JSON.parse(stdout.slice(0, end));
  return { status: Number(stdout.slice(end + 1)), data: result?.data, error } as Answer<T>;
}

beforeAll(async () => {
  server = await startServer();
  const { token } = await server.api.devices.createEnrollment.mutate({ name: "curl", kind: "device" });
  const capabilities = { kinds: ["command", "probe"] };
  const enrolled = await curl<typeof device>("device.enroll", { token, name: "gw-curl", capabilities }, { token: "" });
  expect(enrolled.status).toBe(200);
  device = enrolled.data;
  expect((await curl("device.enroll", { token, name: "again", capabilities })).error?.data.reason).toBe(
    "ENROLLMENT_INVALID",
  );
});
afterAll(() => server?.dispose());

const beat = (...jobs: { id: string; attempt: number }[]) => curl<HeartbeatAnswer>("device.heartbeat", { jobs });
const next = async () => (await curl<{ assignments: Assignment[] }>("device.next", { max: 10 })).data.assignments;
const report = (told: object) => curl<ReportTaken>("device.report", told);
const job = (id: string) => server.api.jobs.get.query({ id }) as Promise<Job>;
const reasonOf = ({ status, error }: Answer<unknown>) => [status, error?.data.reason];

function createCommand(script: string): Promise<Job> {
  const document = { version: "1.0", steps: [{ action: { name: "say", type: "runScript", input: { script } } }] };
  return server.api.jobs.create.mutate({ kind: "command", deviceId: device.deviceId, document });
}

/** A command that the device has taken on. */
async function beginCommand(script = "echo so"): Promise<{ jobId: string; attempt: number }> {
  const { id } = await createCommand(script);
  const assignment = (await next()).find(({ jobId }) => jobId === id);
  expect(assignment).toMatchObject({ jobId: id, attempt: 1, kind: "command" });
  return { jobId: id, attempt: 1 };
}

describe("a device that is nothing but curl", () => {
  it("takes a command on once, tells of it step by step, and completes it once", async () => {
    expect((await beat()).data).toMatchObject({ hasWork: false, controls: [] });
    const { id } = await createCommand("echo so");
    expect((await beat()).data).toMatchObject({ hasWork: true });
    const [assignment, ...more] = await next();
    expect(more).toEqual([]);
    expect(assignment).toMatchObject({ jobId: id, attempt: 1, status: "running", reportSeq: 0, leaseMs: 30_000 });
    const again = await next();
    expect(again).toMatchObject([{ ...assignment, now: expect.any(Number) }]);
    expect((await beat({ id, attempt: 1 })).data).toMatchObject({ hasWork: false, controls: [] });

    const held = { jobId: id, attempt: 1 };
    const text = (line: string) => [{ stream: "stdout", step: "say", text: line }];
    const first = await report({
      ...held,
      seq: 1,
      status: "running",
      progress: 10,
      message: "at it",
      output: text("1\n"),
    });
    expect(
      await report({ ...held, seq: 1, status: "running", progress: 10, message: "at it", output: text("1\n") }),
    ).toEqual(first);
    expect(await job(id)).toMatchObject({ status: "running", progress: 10, progressMessage: "at it" });
    expect(reasonOf(await report({ ...held, seq: 1, progress: 11 }))).toEqual([409, "REPORT_OUT_OF_ORDER"]);
    const gap = await report({ ...held, seq: 3, progress: 50 });
    expect([...reasonOf(gap), gap.error?.data.details]).toEqual([409, "REPORT_OUT_OF_ORDER", { nextSeq: 2 }]);
    const stale = await report({ ...held, seq: 2, expectedVersion: first.data.version - 1 });
    expect(reasonOf(stale)).toEqual([409, "VERSION_MISMATCH"]);
    const payload = { request: { asked: true }, response: { lines: 2 } };
    const second = await report({ ...held, seq: 2, expectedVersion: first.data.version, payload, output: text("2\n") });
    expect(second.status).toBe(200);
    expect(await next()).toMatchObject([{ jobId: id, attempt: 1, reportSeq: 2 }]);
    const steps = [{ name: "say", state: "completed", exitCode: 0 }];
    const end = { ...held, seq: 3, status: "completed", exitCode: 0, result: { lines: 2 }, steps, output: text("3\n") };
    const completed = await report(end);
    expect(await report(end)).toEqual(completed);
    expect(reasonOf(await report({ ...held, seq: 4, status: "failed" }))).toEqual([409, "JOB_ENDED"]);

    expect(await job(id)).toMatchObject({ status: "completed", exitCode: 0, result: { lines: 2 }, steps });
    const { items } = await server.api.jobs.log.query({ id });
    expect(items.flatMap(({ stream, message }) => (stream === "stdout" ? [message] : []))).toEqual([
      "1\n",
      "2\n",
      "3\n",
    ]);
    expect(items.find(({ kind }) => kind === "payload")).toMatchObject(payload);
    expect(await next()).toEqual([]);
  });

  it("hears that its job is to pause, to go on, and that it was cancelled", async () => {
    const { jobId: id, attempt } = await beginCommand();
    const held = { jobId: id, attempt };
    const wishes = async () => (await beat({ id, attempt })).data.controls;
    const wish = (what: Control["wish"]) => [{ ...held, wish: what }];
    await server.api.jobs.pause.mutate({ id });
    expect(await wishes()).toEqual(wish("pause"));
    expect((await report({ ...held, seq: 1, message: "pausing" })).data.wish).toBe("pause");
    await server.api.jobs.resume.mutate({ id });
    expect(await wishes()).toEqual(wish("resume"));
    await server.api.jobs.cancel.mutate({ id, reason: "no longer needed" });
    expect(reasonOf(await report({ ...held, seq: 2, status: "completed" }))).toEqual([409, "JOB_ENDED"]);
    expect(await wishes()).toEqual(wish("cancel"));
    expect(await job(id)).toMatchObject({ status: "cancelled", statusReason: "no longer needed" });
  });

  it("measures, repeats what may have been lost, and is asked for what is missing", async () => {
    const { id } = await server.api.jobs.create.mutate({
      kind: "probe",
      target: { host: "127.0.0.1" },
      method: "icmp",
      vantage: { kind: "device", deviceId: device.deviceId },
      cadenceMs: 200,
      durationMs: 10_000,
    });
    const [assignment] = await next();
    expect(assignment).toMatchObject({ jobId: id, kind: "probe", type: "icmp", probe: { lastSeq: 0, lastTick: -1 } });
    const { originMs = 0 } = assignment?.probe ?? {};
    const held = { jobId: id, attempt: 1 };
    const sample = (seq: number): Sample => {
      const lost = { rttMs: null, error: "no reply" };
      return { seq, tick: seq - 1, at: originMs + (seq - 1) * 200, ...(seq === 3 ? lost : { rttMs: seq / 8 }) };
    };
    const send = (...seqs: number[]) => curl<SamplesTaken>("device.samples", { ...held, samples: seqs.map(sample) });
    expect((await send(1, 2, 3)).data).toEqual({ nextSeq: 4 });
    expect((await send(1, 2, 3)).data).toEqual({ nextSeq: 4 });
    expect((await send(6, 7)).data).toEqual({ nextSeq: 4 });
    expect((await send(2, 3, 4, 6)).data).toEqual({ nextSeq: 5 });
    expect((await send(5, 6, 7, 8)).data).toEqual({ nextSeq: 9 });
    const late = await curl("device.samples", { ...held, samples: [{ ...sample(9), at: Date.now() + 60_000 }] });
    expect(reasonOf(late)).toEqual([400, "INVALID_INPUT"]);
    expect((await report({ ...held, seq: 1, status: "completed" })).status).toBe(200);

    const { items } = await server.api.jobs.samples.query({ id });
    expect(items).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map(sample));
    expect(await job(id)).toMatchObject({ status: "completed", summary: { sent: 8, received: 7, lossPercent: 12.5 } });
  });

  it("rejects what it cannot do, and hands back what it cannot finish", async () => {
    const rejected = await beginCommand();
    const reason = "There is no such interface";
    expect((await curl("device.reject", { ...rejected, reason })).status).toBe(200);
    expect(await job(rejected.jobId)).toMatchObject({ status: "rejected", statusReason: reason });

    const held = await beginCommand();
    expect((await curl("device.release", held)).status).toBe(200);
    expect(reasonOf(await report({ ...held, seq: 1 }))).toEqual([409, "STALE_ATTEMPT"]);
    await expect.poll(next).toMatchObject([{ jobId: held.jobId, attempt: 2, reportSeq: 0 }]);
    expect((await report({ ...held, attempt: 2, seq: 1, status: "failed", exitCode: 3 })).status).toBe(200);
    expect(await job(held.jobId)).toMatchObject({ status: "failed", attempt: 2, exitCode: 3 });
  });

  it("reads a handler that is what its hash says, and its own history", async () => {
    const content = '#!/bin/sh\necho "$1"\n';
    await server.api.handlers.create.mutate({ name: "say.sh", interpreter: "sh", content });
    const { data } = await curl("device.handler", { name: "say.sh" }, { isQuery: true });
    const sha256 = createHash("sha256").update(content).digest("hex");
    expect(data).toEqual({ name: "say.sh", version: 1, content, interpreter: "sh", sha256 });
    const ofOther = await curl("device.handler", { name: "no-such.sh" }, { isQuery: true });
    expect(reasonOf(ofOther)).toEqual([404, "HANDLER_NOT_FOUND"]);

    const page = async (cursor: string | null) =>
      (
        await curl<{ items: Job[]; nextCursor: string | null }>(
          "device.history",
          { limit: 3, cursor },
          { isQuery: true },
        )
      ).data;
    const newest = await page(null);
    const oldest = await page(newest.nextCursor);
    const statuses = [...newest.items, ...oldest.items].map(({ status }) => status);
    expect(statuses).toEqual(["failed", "rejected", "completed", "cancelled", "completed"]);
  });

  it("gets a new token for its secret, until it is revoked", async () => {
    const { deviceId, secret } = device;
    const fresh = await curl<{ accessToken: string }>("device.refresh", { deviceId, secret }, { token: "" });
    device = { ...device, ...fresh.data };
    expect((await beat()).status).toBe(200);
    const wrong = await curl("device.refresh", { deviceId, secret: `${secret}x` }, { token: "" });
    expect(reasonOf(wrong)).toEqual([401, "UNAUTHENTICATED"]);
    const held = await beginCommand();
    await server.api.devices.revoke.mutate({ id: deviceId, reason: "lost" });
    expect(reasonOf(await beat())).toEqual([401, "DEVICE_REVOKED"]);
    const refreshed = await curl("device.refresh", { deviceId, secret }, { token: "" });
    expect(reasonOf(refreshed)).toEqual([401, "DEVICE_REVOKED"]);
    expect(await job(held.jobId)).toMatchObject({ status: "failed", error: { code: "DEVICE_REVOKED" } });
  });
});
