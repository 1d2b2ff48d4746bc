import type { Job, LogEntry } from "@fieldline/domain/job";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startServer, type TestServer } from "./support/server.ts";
import { startTaskAgent, type TaskAgent } from "./support/task-agent.ts";
import { until } from "./support/until.ts";

let server: TestServer;
let one: TaskAgent;
let other: TaskAgent;

beforeAll(async () => {
  server = await startServer();
  await server.api.config.set.mutate({ key: "limits", value: { jobsPerUserPerDay: 1_000, runningJobs: 100 } });
  [one, other] = await Promise.all([startTaskAgent(server, "books-1"), startTaskAgent(server, "books-2")]);
});
afterAll(async () => {
  await Promise.all([one?.dispose(), other?.dispose()]);
  await server?.dispose();
});

const get = (id: string) => server.api.jobs.get.query({ id });
const create = (steps: number, more: object = {}) =>
  server.api.jobs.create.mutate({ kind: "task", type: "test.count", input: { steps }, queue: "standard", ...more });

/** The job once `holds`; a server that is away is asked again. */
async function when(id: string, holds: (job: Job) => boolean, what: string): Promise<Job> {
  const seen = async () => {
    const job = await get(id).catch(() => undefined);
    return job && holds(job) ? job : undefined;
  };
  return until(seen, `job ${id} ${what}`);
}
const ended = (id: string) => when(id, ({ endedAt }) => endedAt !== null, "ends");

async function logOf(id: string): Promise<LogEntry[]> {
  return (await server.api.jobs.log.query({ id, limit: 1_000 })).items;
}
const linesOf = (log: LogEntry[], attempt: number) =>
  log
    .filter((entry) => entry.stream === "stdout" && entry.attempt === attempt)
    .map(({ message }) => message)
    .join("")
    .split("\n")
    .filter((line) => line.startsWith("step"));
const steps = (count: number) => Array.from({ length: count }, (_, n) => `step ${n + 1}`);
/** What both agents have noted of a job: such as `begin 1`, `end 1`. */
async function tallyOf(id: string): Promise<string[]> {
  const all = [...(await one.tally()), ...(await other.tally())];
  return all.filter(([, job]) => job === id).map(([word, , attempt]) => `${word} ${attempt}`);
}

it("does a task, stands still while it is paused, and stops where it is cancelled", async () => {
  const { id } = await create(40);
  await when(id, ({ progress }) => (progress ?? 0) > 5, "makes progress");
  await server.api.jobs.pause.mutate({ id });
  await until(async () => (await logOf(id)).some(({ message }) => message.includes("has paused")), "it says so");
  const stood = (await get(id)).progress;
  await server.api.jobs.resume.mutate({ id });
  const done = await ended(id);
  expect(done).toMatchObject({ status: "completed", attempt: 1, result: { counted: 40 }, queue: "standard" });
  expect(stood).toBeLessThan(100);
  const log = await logOf(id);
  expect(linesOf(log, 1)).toEqual(steps(40));
  expect(log.find(({ kind }) => kind === "payload")).toMatchObject({
    request: { steps: 40 },
    response: { counted: 40 },
  });
  expect(log.some(({ kind, message }) => kind === "progress" && /^Step \d+ of 40$/.test(message))).toBe(true);

  const { id: unwanted } = await create(2_000);
  await when(unwanted, ({ progress }) => progress !== null, "makes progress");
  await server.api.jobs.cancel.mutate({ id: unwanted, reason: "not needed" });
  await until(async () => (await tallyOf(unwanted)).includes("broken 1"), "its handler hears of it");
  expect(await get(unwanted)).toMatchObject({ status: "cancelled" });
});

it("tells what a wrong input lacks, and does not try it again", async () => {
  const { id } = await create(0, { retry: { maxAttempts: 3, initialMs: 1_000 } });
  expect(await ended(id)).toMatchObject({ status: "failed", attempt: 1, error: { code: "INVALID_INPUT" } });
  expect((await get(id)).error?.message).toContain("input.steps");
});

it("does sixty tasks by two agents, three at once each, and none twice", async () => {
  const input = { steps: 2, stepMs: 20 };
  const jobs = await Promise.all(Array.from({ length: 60 }, () => create(2, { input })));
  const ids = jobs.map(({ id }) => id);
  for (const id of ids) expect((await ended(id)).status).toBe("completed");
  for (const id of ids) expect(await tallyOf(id)).toEqual(["begin 1", "end 1"]);
  for (const agent of [one, other]) {
    const atOnce = (await agent.tally()).filter(([word]) => word === "begin").map((line) => Number(line[3]));
    expect(Math.max(...atOnce)).toBeLessThanOrEqual(3);
  }
});
it("recovers a task whose agent was killed: told at its next start, or found by its lease", async () => {
  const retry = { maxAttempts: 2, initialMs: 1_000 };
  await other.stop();
  const { id: restarted } = await create(30, { leaseMs: 60_000, retry });
  await when(restarted, ({ progress }) => progress !== null, "makes progress");
  await one.kill();
  one.startAgain();
  expect(await ended(restarted)).toMatchObject({ status: "completed", attempt: 2, result: { counted: 30 } });
  expect(await tallyOf(restarted)).toEqual(["begin 1", "begin 2", "end 2"]);
  const attempts = await server.api.jobs.attempts.query({ id: restarted });
  expect(attempts.find(({ attempt }) => attempt === 1)).toMatchObject({
    status: "failed",
    error: { code: "AGENT_RESTARTED" },
  });
  expect(linesOf(await logOf(restarted), 2)).toEqual(steps(30));

  const { id: orphaned } = await create(30, { leaseMs: 5_000, retry });
  await when(orphaned, ({ progress }) => progress !== null, "makes progress");
  await one.kill();
  other.startAgain();
  expect(await ended(orphaned)).toMatchObject({ status: "completed", attempt: 2, assigneeName: "books-2" });
  one.startAgain();
});

it("loses nothing and does nothing twice where the server is killed while a task runs", async () => {
  const { id } = await create(100);
  await when(id, ({ progress }) => (progress ?? 0) > 5, "makes progress");
  await server.kill();
  await server.startAgain();
  expect(await ended(id)).toMatchObject({ status: "completed", attempt: 1, result: { counted: 100 } });
  expect(await tallyOf(id)).toEqual(["begin 1", "end 1"]);
  expect(linesOf(await logOf(id), 1)).toEqual(steps(100));
});
