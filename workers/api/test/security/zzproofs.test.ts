import { listDurableObjectIds, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Assignment } from "@fieldline/domain/device";
import type { Job, LogEntry } from "@fieldline/domain/job";
import type { JobObject } from "@fieldline/worker-jobs/job-object";
import { v7 as uuidv7 } from "uuid";
import { expect, it, vi } from "vitest";
import { type Answer, callsOf, mutate, query } from "../../../test/call.ts";
import { enrollDevice } from "../../../test/device.ts";

const outcomeOf = ({ status, error }: Answer<unknown>) => (error ? error.data.reason : status);
const steps = [{ action: { name: "Say so", type: "runCommand", input: { command: "echo,so" } } }];

async function atWork() {
  const device = await enrollDevice();
  const input = { kind: "command", deviceId: device.deviceId, document: { version: "1.0", steps } };
  const { data: job } = await mutate<Job>("jobs.create", input);
  const calls = callsOf(device.accessToken);
  await vi.waitFor(async () => {
    const { data } = await calls.mutate<{ assignments: Assignment[] }>("device.next", {});
    expect(data.assignments).toHaveLength(1);
  });
  const tell = (told: object) => calls.mutate("device.report", { jobId: job.id, attempt: 1, ...told });
  return { device, jobId: job.id, calls, tell };
}
/** Lets time pass a second a call, so that the meter refuses nothing. */
const hurry = (jobId: string) =>
  runInDurableObject(env.JOBS.getByName(jobId), (object: JobObject) => {
    const start = Date.now();
    object.world.clock = () => start + (Date.now() - start) * 10;
  });
const sizeOf = (jobId: string) =>
  runInDurableObject(env.JOBS.getByName(jobId), (_object: JobObject, { storage }) => storage.sql.databaseSize);

it("payloads of one job can still be read", async () => {
  const { tell, jobId } = await atWork();
  for (let seq = 1; seq <= 180; seq++) await tell({ seq, payload: { request: "p".repeat(190_000) } });
  expect((await query<{ items: LogEntry[] }>("jobs.log", { id: jobId, limit: 1_000 })).status).toBe(200);
});

it("an unknown job makes no object", async () => {
  const { calls } = await atWork();
  const before = (await listDurableObjectIds(env.JOBS)).length;
  const answers: unknown[] = [];
  for (let call = 0; call < 100; call++)
    answers.push(outcomeOf(await calls.mutate("device.report", { jobId: uuidv7(), attempt: 1, seq: 1 })));
  console.log("unknown", [...new Set(answers)]);
  expect((await listDurableObjectIds(env.JOBS)).length).toBe(before);
});

it("another device cannot use up the meter", async () => {
  const { jobId, tell } = await atWork();
  await runInDurableObject(env.JOBS.getByName(jobId), (object: JobObject) => {
    const now = Date.now();
    object.world.clock = () => now;
  });
  const other = callsOf((await enrollDevice()).accessToken);
  const flood: unknown[] = [];
  for (let call = 0; call < 210; call++)
    flood.push(outcomeOf(await other.mutate("device.report", { jobId, attempt: 1, seq: 1 })));
  console.log("flood", [...new Set(flood)]);
  expect(outcomeOf(await tell({ seq: 1 }))).toBe(200);
});

it("progress does not grow the object without bound", async () => {
  const { jobId, tell } = await atWork();
  await hurry(jobId);
  const sizes: number[] = [];
  for (let seq = 1; seq <= 1500; seq++) {
    const answer = await tell({ seq, progress: seq % 100, message: `${seq} `.padEnd(2_000, "m") });
    if (answer.status !== 200) console.log(outcomeOf(answer));
    if (seq % 300 === 0) sizes.push(await sizeOf(jobId));
  }
  console.log("progress", sizes);
  expect(sizes.at(-1)).toBeLessThan(2_500_000);
});

it("handing back without end is bounded", async () => {
  const { jobId, calls } = await atWork();
  const sizes: number[] = [];
  for (let attempt = 1; attempt <= 30; attempt++) {
    await vi.waitFor(async () => {
      const { data, error } = await calls.mutate<{ assignments: Assignment[] }>("device.next", {});
      if (error) throw new Error(error.message);
      expect(data.assignments[0]?.attempt).toBe(attempt);
    }, 5_000);
    for (let seq = 1; seq <= 5; seq++)
      await calls.mutate("device.report", {
        ...{ jobId, attempt, seq },
        output: [{ stream: "stdout", text: "y".repeat(190_000) }],
      });
    const released = await calls.mutate("device.release", { jobId, attempt });
    if (released.status !== 200) {
      console.log("release", attempt, outcomeOf(released));
      break;
    }
    if (attempt % 5 === 0) sizes.push(await sizeOf(jobId));
  }
  console.log("release", sizes);
  expect(sizes.at(-1)).toBeLessThan(10_000_000);
});

it("1 MiB in pieces of a letter takes no hundredfold", async () => {
  const { jobId, tell } = await atWork();
  for (let seq = 1; seq <= 50; seq++)
    await tell({ seq, output: Array.from({ length: 1_000 }, () => ({ stream: "stdout", text: "x", step: "s" })) });
  const size = await sizeOf(jobId);
  console.log("pieces", size);
  expect(size).toBeLessThan(50_000 * 20);
});

it("a page of jobs with large results can be read", async () => {
  const { device, calls } = await atWork();
  const input = { kind: "command", deviceId: device.deviceId, document: { version: "1.0", steps } };
  const text = "r".repeat(190_000);
  for (let at = 0; at < 60; at++) {
    const { data: job } = await mutate<Job>("jobs.create", input);
    await calls.mutate("device.next", { max: 50 });
    const told = { jobId: job.id, attempt: 1, seq: 1, status: "completed", result: text };
    const answer = await calls.mutate("device.report", told);
    if (answer.status !== 200) console.log("result", at, outcomeOf(answer));
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
  const t = Date.now();
  const { status, data } = await query<{ items: Job[] }>("devices.jobs", { id: device.deviceId, limit: 100 });
  console.log("page", status, data?.items?.length, JSON.stringify(data ?? null).length, Date.now() - t);
  expect(JSON.stringify(data ?? null).length).toBeLessThan(2_000_000);
});
