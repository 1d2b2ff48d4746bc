import { abortAllDurableObjects, evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { claimTask, releaseClaim } from "@fieldline/db/claim";
import { openDatabase } from "@fieldline/db/database";
import { findJob } from "@fieldline/db/find-job";
import type { DeviceReport } from "@fieldline/domain/device";
import { DomainError, type Result, unwrap } from "@fieldline/domain/errors";
import { isEnded, type Job } from "@fieldline/domain/job";
import type { Doing } from "@fieldline/domain/lifecycle";
import fc from "fast-check";
import { expect, it } from "vitest";
import { BY, type DrivenJob, driveTask } from "./driven-job.ts";

const db = openDatabase(env.DB);
const QUEUE = "standard";
const AGENTS = ["01900000-0000-7000-8000-0000000000a1", "01900000-0000-7000-8000-0000000000a2"];
const MAX_ATTEMPTS = 3;
const LEASE_MS = 30_000;

/** What a task should be, by rules that a person can check at a glance. */
interface Model {
  status: Job["status"];
  attempt: number;
  queue: string | null;
  priority: number;
  assignee: string | null;
  /** Who claimed the present attempt and has not begun it. */
  claimedBy: string | null;
  /** The reports that were taken of the present attempt. */
  reports: number;
  attemptsOver: number;
}
interface Real {
  job: DrivenJob;
  type: string;
}
type Step = fc.AsyncCommand<Model, Real>;

const isUnderWay = ({ status }: Model) => status === "running" || status === "paused";
const isOpen = ({ status }: Model) => !isEnded(status);

/** The job waits again: in its queue, or for the one that it is meant for. */
function waitAnew(model: Model): void {
  model.attempt++;
  model.reports = 0;
  model.claimedBy = null;
  model.status = model.queue === null ? "assigned" : "queued";
  if (model.queue !== null) model.assignee = null;
}

function failed(model: Model, { isFinal = false, status = "failed" as Job["status"] } = {}): void {
  model.attemptsOver++;
  if (isFinal || model.attempt >= MAX_ATTEMPTS) model.status = status;
  else {
    waitAnew(model);
    model.status = "scheduled";
  }
}

async function outcomeOf(act: () => Promise<unknown>): Promise<string> {
  try {
    unwrap((await act()) as Result<object>);
    return "ok";
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

/** A step that the real job must take or refuse as the model says, and after which both agree. */
function step(words: string, run: (model: Model, real: Real) => Promise<void>): Step {
  return {
    check: () => true,
    toString: () => words,
    async run(model, real) {
      await real.job.revive();
      await run(model, real);
      const job = await real.job.describe();
      const { status, attempt, queue, priority, assigneeId } = job as Job;
      expect([words, { status, attempt, queue, priority, assigneeId }]).toEqual([
        words,
        {
          status: model.status,
          attempt: model.attempt,
          queue: model.queue,
          priority: model.priority,
          assigneeId: model.assignee,
        },
      ]);
    },
  };
}

const begin = (real: Real, agent: string, attempt: number) =>
  outcomeOf(() => real.job.stub.begin({ deviceId: agent, deviceName: agent.slice(-2), attempt }));

const claim = (agent: string, isBegun: boolean) =>
  step(`${agent.slice(-2)} claims${isBegun ? "" : ", and dies"}`, async (model, real) => {
    await real.job.settled();
    const claimed = await claimTask(db, { deviceId: agent, types: [real.type], now: real.job.now });
    const isThere = model.status === "queued" && model.claimedBy === null;
    expect(claimed).toEqual(
      isThere ? expect.objectContaining({ jobId: real.job.id, attempt: model.attempt, queue: model.queue }) : undefined,
    );
    if (!isThere) return;
    model.claimedBy = agent;
    if (!isBegun) return;
    expect(await begin(real, agent, model.attempt)).toBe("ok");
    Object.assign(model, { status: "running", assignee: agent, claimedBy: null, reports: 0 });
  });

const beginLate = (agent: string) =>
  step(`${agent.slice(-2)} begins`, async (model, real) => {
    const outcome = await begin(real, agent, model.attempt);
    const isTheirs = model.assignee === agent;
    if (model.status === "queued" || (model.status === "assigned" && isTheirs)) {
      expect(outcome).toBe("ok");
      Object.assign(model, { status: "running", assignee: agent, claimedBy: null, reports: 0 });
    } else if (isUnderWay(model) && isTheirs) expect(outcome).toBe("ok");
    else expect(outcome).not.toBe("ok");
  });

const giveBack = step("a stale claim is given back", async (model, real) => {
  const { claimedBy: deviceId, attempt } = model;
  if (deviceId === null) return;
  await releaseClaim(db, { jobId: real.job.id, attempt, deviceId });
  model.claimedBy = null;
});

type Told = Pick<DeviceReport, "status" | "error" | "progress">;
const report = (agent: string, told: Told, isLate: boolean) =>
  step(
    `${agent.slice(-2)} reports ${JSON.stringify(told)}${isLate ? " of the attempt before" : ""}`,
    async (model, real) => {
      const attempt = Math.max(1, model.attempt - (isLate ? 1 : 0));
      const isStale = attempt !== model.attempt;
      const sent = { jobId: real.job.id, attempt, seq: isStale ? 1_000 : model.reports + 1, ...told };
      const outcome = await outcomeOf(() => real.job.stub.report(agent, sent));
      if (isStale || !isUnderWay(model) || model.assignee !== agent) return expect(outcome).not.toBe("ok");
      expect(outcome).toBe("ok");
      model.reports++;
      // Told once more, it changes nothing.
      expect(await outcomeOf(() => real.job.stub.report(agent, sent))).toBe("ok");
      if (told.status === "completed")
        Object.assign(model, { status: "completed", attemptsOver: model.attemptsOver + 1 });
      if (told.status === "failed") failed(model, { isFinal: told.error?.retryable === false });
    },
  );

const release = (agent: string) =>
  step(`${agent.slice(-2)} hands back`, async (model, real) => {
    const held = { deviceId: agent, attempt: model.attempt };
    const outcome = await outcomeOf(() => real.job.stub.release(held, "it stops"));
    if (!isUnderWay(model) || model.assignee !== agent) return expect(outcome).not.toBe("ok");
    expect(outcome).toBe("ok");
    model.attemptsOver++;
    waitAnew(model);
  });

interface Rule {
  isLegal(model: Model): boolean;
  change(model: Model): void;
}

const doing = (words: string, doing: Doing, { isLegal, change }: Rule) =>
  step(words, async (model, real) => {
    const outcome = await outcomeOf(() => real.job.stub.control(doing) as Promise<unknown>);
    expect([words, model.status, outcome === "ok"]).toEqual([words, model.status, isLegal(model)]);
    if (outcome === "ok") change(model);
  });

const over = (status: Job["status"]) => (model: Model) => {
  model.attemptsOver++;
  model.status = status;
  model.claimedBy = null;
};
const reassign = (agent: string | null) =>
  doing(
    `given to ${agent?.slice(-2) ?? QUEUE}`,
    {
      type: "reassign",
      reason: "so it is wished",
      to: agent === null ? { queue: QUEUE } : { device: { id: agent, name: agent.slice(-2) } },
      ...BY,
    },
    {
      isLegal: isOpen,
      change(model) {
        if (isUnderWay(model)) model.attemptsOver++;
        const isWaiting = model.status === "scheduled";
        Object.assign(model, { queue: agent === null ? QUEUE : null, assignee: agent });
        if (!isWaiting) waitAnew(model);
      },
    },
  );

const PEOPLE: fc.Arbitrary<Step>[] = [
  doing(
    "pause",
    { type: "pause", ...BY },
    {
      isLegal: ({ status }) => status === "running",
      change: (model) => void Object.assign(model, { status: "paused" }),
    },
  ),
  doing(
    "resume",
    { type: "resume", ...BY },
    {
      isLegal: ({ status }) => status === "paused",
      change: (model) => void Object.assign(model, { status: "running" }),
    },
  ),
  doing("cancel", { type: "cancel", reason: null, ...BY }, { isLegal: isOpen, change: over("cancelled") }),
  doing(
    "complete by hand",
    { type: "forceComplete", reason: "done", result: null, ...BY },
    { isLegal: isOpen, change: over("completed") },
  ),
  doing(
    "retry",
    { type: "retry", reason: null, ...BY },
    { isLegal: ({ status }) => status === "failed" || status === "timed_out", change: waitAnew },
  ),
  doing(
    "resubmit",
    { type: "resubmit", reason: "again", ...BY },
    { isLegal: (model) => !isOpen(model), change: waitAnew },
  ),
  ...[1, 9].map((priority) =>
    doing(
      `priority ${priority}`,
      { type: "setPriority", priority, reason: null, ...BY },
      { isLegal: isOpen, change: (model) => void Object.assign(model, { priority: priority }) },
    ),
  ),
].map((each) => fc.constant(each));

const NOTHING_HEARD = step("nothing is heard for a lease", async (model, { job }) => {
  await job.advance(LEASE_MS + 1);
  if (isUnderWay(model)) failed(model);
  else if (model.status === "scheduled") model.status = model.queue === null ? "assigned" : "queued";
});
const CRASHES: Step[] = [
  step("its object is evicted", async (_model, { job }) => void (await evictDurableObject(job.stub))),
  step("the server dies", () => abortAllDurableObjects()),
].map((crash) => ({ ...crash, run: async (model, real) => crash.run(model, real) }));

const agent = fc.constantFrom(...AGENTS);
const told = fc.constantFrom<Told>(
  { progress: 40 },
  { status: "completed" },
  { status: "failed", error: { code: "NO_FEED", message: "The feed is away." } },
  { status: "failed", error: { code: "BAD_INPUT", message: "No such feed.", retryable: false } },
);
const STEPS: fc.Arbitrary<Step>[] = [
  agent.map((id) => claim(id, true)),
  agent.map((id) => claim(id, true)),
  agent.map((id) => claim(id, false)),
  agent.map(beginLate),
  fc.constant(giveBack),
  fc.tuple(agent, told, fc.boolean()).map((args) => report(...args)),
  fc.tuple(agent, told).map(([id, what]) => report(id, what, false)),
  agent.map(release),
  fc.option(agent).map(reassign),
  fc.constant(NOTHING_HEARD),
  fc.constant(NOTHING_HEARD),
  fc.constantFrom(...CRASHES),
  ...PEOPLE,
];

let made = 0;

it("is at every step what a simple model says, whoever does what and whatever crashes", {
  timeout: 240_000,
}, async () => {
  // Whatever a run leaves under way takes no place from the next.
  await env.DB.prepare("UPDATE queues SET max_concurrency = 1000000").run();
  await fc.assert(
    fc.asyncProperty(fc.commands(STEPS, { maxCommands: 40, size: "max" }), async (steps) => {
      const type = `model.t${made++}`;
      const job = await driveTask({
        type,
        retry: { maxAttempts: MAX_ATTEMPTS, initialMs: 1_000, factor: 2, maxMs: 5_000 },
      });
      await job.change({ offer: async () => {}, withdraw: async () => {}, control: async () => {} });
      const model: Model = {
        status: "queued",
        attempt: 1,
        queue: QUEUE,
        priority: 5,
        assignee: null,
        claimedBy: null,
        reports: 0,
        attemptsOver: 0,
      };
      await fc.asyncModelRun(() => ({ model, real: { job, type } }), steps);
      await job.revive();
      await job.settled();
      await expectAgreement(job, model);
    }),
    { numRuns: 60 },
  );
});

async function expectAgreement(job: DrivenJob, model: Model): Promise<void> {
  const described = (await job.describe()) as Job;
  expect(await findJob(db, job.id)).toEqual(described);
  const row = await env.DB.prepare("SELECT holder_id, is_waiting FROM jobs WHERE id = ?").bind(job.id).first();
  const isHeld = model.queue !== null && isUnderWay(model);
  expect(row).toMatchObject({ is_waiting: Number(model.status === "queued" && model.claimedBy === null) });
  if (!isHeld && model.claimedBy === null) expect(row?.holder_id).toBeNull();
  const attempts = await job.stub.attempts();
  const numbers = (attempts as { attempt: number }[]).map(({ attempt }) => attempt);
  expect(new Set(numbers).size).toBe(numbers.length);
  const log = await job.log();
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
  const wrong = await env.DB.prepare(
    `SELECT name FROM queues WHERE active <> (SELECT count(*) FROM jobs WHERE jobs.queue = queues.name AND holds_slot = 1)
       OR waiting <> (SELECT count(*) FROM jobs WHERE jobs.queue = queues.name AND is_waiting = 1)`,
  ).all();
  expect(wrong.results).toEqual([]);
}
