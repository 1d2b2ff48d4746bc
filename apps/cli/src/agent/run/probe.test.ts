import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FakeJob } from "@fieldline/agent/testing/fake-job";
import { FakeServer } from "@fieldline/agent/testing/fake-server";
import { until } from "@fieldline/agent/testing/until";
import type { Sample } from "@fieldline/domain/job";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { quickProber } from "../testing/agent-under-test.ts";
import { stoppedAgents } from "../testing/stopped-agents.ts";

vi.setConfig({ testTimeout: 30_000 });

let server: FakeServer;
let folder: string;
beforeEach(async () => {
  server = await FakeServer.start();
  folder = mkdtempSync(join(tmpdir(), "fieldline-agent-"));
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});
const startStopped = stoppedAgents();
const start = (overrides: Parameters<typeof startStopped>[1] = {}) => startStopped(server, { folder, ...overrides });

/** A prober that says by the rtt which measurement it was, so that a lost, repeated or moved one shows. */
function counting() {
  const measured: number[] = [];
  const measure = async () => {
    measured.push(measured.length);
    return [{ at: Date.now(), rttMs: measured.length - 1 }];
  };
  return { measured, prober: { ...quickProber, measure } };
}
const rtts = ({ samples }: FakeJob) => samples.map(({ rttMs }) => rttMs);
const seqs = ({ samples }: FakeJob) => samples.map(({ seq }) => seq);
const ticks = (samples: Sample[]) => samples.map(({ tick }) => tick);
const upTo = (count: number, from = 0) => Array.from({ length: count }, (_, n) => n + from);

test("every tick of the grid is measured once, and the probe is completed after the last", async () => {
  server.fleet.aheadMs = 3_600_000;
  const job = server.fleet.addProbe("p1", { cadenceMs: 200, durationMs: 2_000 });
  const { measured, prober } = counting();
  start({ prober });
  await until("it is completed", () => job.status === "completed");
  expect(rtts(job)).toEqual(measured);
  expect(seqs(job)).toEqual(upTo(job.samples.length, 1));
  expect(new Set(ticks(job.samples)).size).toBe(job.samples.length);
  expect(job.samples.at(-1)?.tick).toBeLessThan(10);
});

test("an outage of the server costs no sample, repeats none, and leaves the order as it is", async () => {
  const job = server.fleet.addProbe("p1", { cadenceMs: 200, durationMs: 4_000 });
  const { measured, prober } = counting();
  start({ prober });
  await until("samples come", () => job.samples.length > 2);
  server.loseAnswers = 2;
  await until("answers were lost", () => server.loseAnswers === 0);
  server.goAway();
  const hadBefore = job.samples.length;
  await until("it measures on", () => measured.length > hadBefore + 4);
  expect(job.samples.length).toBe(hadBefore);
  server.comeBack();
  await until("it is completed", () => job.status === "completed");
  expect(rtts(job)).toEqual(measured);
  expect(seqs(job)).toEqual(upTo(job.samples.length, 1));
  expect(job.repeats).toBeGreaterThan(0);
});

test("a server that has lost samples is told them again", async () => {
  const job = server.fleet.addProbe("p1", { cadenceMs: 200, durationMs: 3_000 });
  const { measured, prober } = counting();
  start({ prober });
  await until("samples come", () => job.samples.length > 4);
  job.samples.splice(2);
  await until("it is completed", () => job.status === "completed");
  expect(rtts(job)).toEqual(measured);
});

test("a pause stops it at once, and it goes on where the server says that its grid is", async () => {
  const job = server.fleet.addProbe("p1", { cadenceMs: 200, durationMs: 2_000 });
  start();
  await until("samples come and the channel is open", () => job.samples.length > 2 && server.channels === 1);
  job.status = "paused";
  const pausedAt = Date.now();
  server.push({ type: "control", jobId: "p1", attempt: 1, wish: "pause" });
  await until("nothing comes any more", quiet(job));
  const ticksBefore = job.samples.at(-1)?.tick ?? 0;
  job.status = "running";
  job.originMs += Date.now() - pausedAt;
  server.push({ type: "control", jobId: "p1", attempt: 1, wish: "resume" });
  await until("it is completed", () => job.status === "completed");
  expect(ticks(job.samples)).toEqual([...new Set(ticks(job.samples))]);
  expect(Math.max(...ticks(job.samples))).toBeGreaterThan(ticksBefore + 2);
});

test("a new run goes on with the probe from its spool, also while the server is away", async () => {
  const job = server.fleet.addProbe("p1", { cadenceMs: 200, durationMs: 4_000 });
  const first = start();
  await until("samples come", () => job.samples.length > 2);
  server.goAway();
  await first.stop();
  const second = start();
  await until("it measures", () => second.spool.samples.waiting({ jobId: "p1", attempt: 1 }).length > 3);
  server.comeBack();
  await until("it is completed", () => job.status === "completed");
  expect(seqs(job)).toEqual(upTo(job.samples.length, 1));
  expect(job.begun).toBe(1);
});

test("a tick that comes back long after its time was slept through: missed, not lost", async () => {
  let calls = 0;
  const job = server.fleet.addProbe("p1", { cadenceMs: 200, durationMs: 3_000, timeoutMs: 100 });
  const sleeper = {
    ...quickProber,
    async measure() {
      const at = Date.now();
      if (++calls !== 3) return [{ at, rttMs: 1 }];
      await new Promise((resolve) => setTimeout(resolve, 1_300));
      return [{ at, rttMs: null, error: "no answer" }];
    },
  };
  const { log } = start({ prober: sleeper });
  await until("it is completed", () => job.status === "completed");
  expect(job.samples.every(({ rttMs }) => rttMs === 1)).toBe(true);
  expect(log()).toContain("slept");
});

test("a loss that is known only after the next tick is due costs no tick, and keeps its place", async () => {
  const job = server.fleet.addProbe("p1", { cadenceMs: 200, durationMs: 3_000, timeoutMs: 150 });
  let underWay = 0;
  let most = 0;
  const measured: number[] = [];
  const slow = {
    ...quickProber,
    async measure() {
      const at = Date.now();
      measured.push(at);
      most = Math.max(most, ++underWay);
      if (measured.length % 3 === 1) await new Promise((resolve) => setTimeout(resolve, 350));
      underWay--;
      return [{ at, rttMs: null, error: "timed out" }];
    },
  };
  start({ prober: slow });
  await until("it is completed", () => job.status === "completed");
  expect(most).toBeGreaterThan(1);
  expect(job.samples).toHaveLength(measured.length);
  expect(job.samples.map(({ at }) => at)).toEqual(job.samples.map(({ at }) => at).sort((a, b) => a - b));
});

test("a probe that this machine cannot measure says so", async () => {
  const job = server.fleet.addProbe("p1");
  const impossible = () => Promise.reject(Object.assign(new Error("There is no ping here."), { code: "NO_PING" }));
  start({ prober: { ...quickProber, measure: impossible } });
  await until("it has failed", () => job.status === "failed");
  expect(job.last?.error).toEqual({ code: "NO_PING", message: "There is no ping here." });
});

test("many probes travel in few requests, none of them too large", async () => {
  const jobs = upTo(30).map((n) => server.fleet.addProbe(`p${n}`, { cadenceMs: 200, durationMs: 2_000 }));
  start();
  await until("all are completed", () => jobs.every(({ status }) => status === "completed"));
  const calls = server.calls.filter((name) => name === "samples").length;
  expect(server.requestBytes.length).toBeLessThan(calls / 2);
  expect(Math.max(...server.requestBytes)).toBeLessThan(256 * 1_024);
});

function quiet({ samples }: FakeJob): () => boolean {
  let count = -1;
  let since = 0;
  return () => {
    if (samples.length !== count) since = Date.now();
    count = samples.length;
    return Date.now() - since > 1_200;
  };
}
