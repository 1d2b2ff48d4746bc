import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { claimTask } from "@fieldline/db/claim";
import { openDatabase } from "@fieldline/db/database";
import { DEFAULT_CONFIG } from "@fieldline/domain/config";
import type { Assignment, DeviceFrame } from "@fieldline/domain/device";
import type { TaskJob } from "@fieldline/domain/job";
import { newTaskJob } from "@fieldline/domain/new-job";
import type { DeviceObject } from "@fieldline/worker-jobs/device-object";
import type { JobObject } from "@fieldline/worker-jobs/job-object";
import { QUEUES } from "@fieldline/worker-jobs/queues-object";
import { settingsOf } from "@fieldline/worker-jobs/settings";
import { sweepStaleClaims } from "@fieldline/worker-jobs/stale-claims";
import { v7 as uuidv7 } from "uuid";
import { beforeEach, describe, expect, it } from "vitest";
import { callsOf, mutate } from "../../test/call.ts";
import { type Enrolled, enrollDevice } from "../../test/device.ts";
import { ADMIN } from "../../test/identities.ts";
import { insertRow } from "../../test/job-rows.ts";
import { watch } from "../../test/watcher.ts";

const db = openDatabase(env.DB);
const AGENTS = 12;
const TYPES = ["sync.finance", "clean"];
const CAPACITY: Record<string, number> = { narrow: 2, middle: 4, wide: 7 };
const TEMPLATE = { id: uuidv7(), most: 3 };
const KEY_LIMIT: Record<string, number> = { acme: 1, zenith: 1, globex: 2 };
/** In ms of real time: an agent that is not told within it was forgotten. */
const TOLD_WITHIN_MS = 15_000;

const settings = settingsOf(DEFAULT_CONFIG);
const pick = <T>(from: readonly T[], at: number) => from[at % from.length] as T;

/** The work under way as the agents know it: from the moment that one has it until it sets about saying that it is done. */
class UnderWay {
  readonly begun = new Set<string>();
  readonly done = new Set<string>();
  /** The tasks of each key in the order in which they were begun. */
  readonly inOrder = new Map<string, string[]>();
  readonly tasks = new Map<string, TaskJob>();
  readonly finished: Promise<void>;
  readonly #counts = new Map<string, number>();
  readonly #left: number;
  #finish: () => void;

  constructor(count: number) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#left = count;
    this.finished = promise;
    this.#finish = resolve;
  }

  begin({ jobId, attempt }: Assignment): void {
    const mark = `${jobId}/${attempt}`;
    if (this.begun.has(mark)) throw new Error(`${mark} was given twice`);
    this.begun.add(mark);
    const task = this.#task(jobId);
    for (const [name, most] of bounds(task)) {
      const count = (this.#counts.get(name) ?? 0) + 1;
      if (count > most) throw new Error(`${count} of ${name} are under way, of at most ${most}`);
      this.#counts.set(name, count);
    }
    const key = task.spec.concurrencyKey;
    if (key) this.inOrder.set(key, [...(this.inOrder.get(key) ?? []), jobId]);
  }

  /** The attempt is over; nothing is held by it from now on. */
  leave(jobId: string): void {
    for (const [name] of bounds(this.#task(jobId))) this.#counts.set(name, (this.#counts.get(name) ?? 0) - 1);
  }

  complete(jobId: string): void {
    if (this.done.has(jobId)) throw new Error(`${jobId} was done twice`);
    this.done.add(jobId);
    if (this.done.size === this.#left) this.#finish();
  }

  #task(id: string): TaskJob {
    const task = this.tasks.get(id);
    if (!task) throw new Error(`there is no task ${id}`);
    return task;
  }
}

function bounds({ queue, templateId, spec }: TaskJob): [string, number][] {
  const { concurrencyKey: key } = spec;
  return [
    [`queue ${queue}`, CAPACITY[queue ?? ""] ?? 0],
    ...(templateId ? [["the template", TEMPLATE.most] as [string, number]] : []),
    ...(key ? [[`key ${key}`, KEY_LIMIT[key] ?? 0] as [string, number]] : []),
  ];
}

/** One that stays within its queue has its key there alone. */
function taskOf(at: number): TaskJob {
  const isKeyed = at % 3 === 0;
  const key = isKeyed ? pick(Object.keys(KEY_LIMIT), at / 3) : null;
  const spec = {
    description: null,
    acceptanceCriteria: null,
    input: null,
    leaseMs: 30_000,
    concurrencyKey: key,
    concurrencyLimit: key ? (KEY_LIMIT[key] as number) : 1,
    variables: {},
    template: isKeyed ? { slug: "race", version: 1 } : null,
  };
  const queue = isKeyed ? "wide" : pick(Object.keys(CAPACITY), at);
  const retry = { maxAttempts: 10, initialMs: 0, factor: 1, maxMs: 0 };
  const terms = { queue, retry, priority: isKeyed ? 5 : 1 + (at % 10), templateId: isKeyed ? TEMPLATE.id : null };
  const made = { id: uuidv7(), now: Date.now(), requester: ADMIN };
  return newTaskJob(terms, { ...made, type: isKeyed ? "clean" : pick(TYPES, at), spec });
}

async function create(underWay: UnderWay, { from, count }: { from: number; count: number }): Promise<void> {
  for (let at = from; at < from + count; at += 20) {
    const tasks = Array.from({ length: Math.min(20, from + count - at) }, (_, each) => taskOf(at + each));
    for (const task of tasks) underWay.tasks.set(task.id, task);
    await Promise.all(tasks.map(insertRow));
    await Promise.all(tasks.map((task) => env.JOBS.getByName(task.id).start(task, settings)));
  }
}

interface Agent extends Enrolled {
  /** Holds where it was told that there may be work since it last asked. */
  told: () => Promise<void>;
}

/** So that its rate bounds no race, each look at the clock of its object moves it. */
async function hurry({ deviceId }: Enrolled): Promise<void> {
  let now = Date.now();
  await runInDurableObject(env.DEVICES.getByName(deviceId), (object: DeviceObject) => {
    object.world.clock = () => (now += 50);
  });
}

async function addAgent(types: string[]): Promise<Agent> {
  const enrolled = await enrollDevice({ capabilities: { kinds: ["task"], types } });
  await hurry(enrolled);
  const { socket } = await watch<DeviceFrame>("/live/device", { authorization: `Bearer ${enrolled.accessToken}` });
  let word = Promise.withResolvers<void>();
  socket.addEventListener("message", () => word.resolve());
  return {
    ...enrolled,
    async told() {
      await word.promise;
      word = Promise.withResolvers<void>();
    },
  };
}

const addAgents = () =>
  Promise.all(Array.from({ length: AGENTS }, (_, at) => addAgent(at % 3 === 0 ? TYPES.slice(0, 1) : TYPES)));

async function ask(agent: Agent, max: number): Promise<Assignment[]> {
  const { data, error } = await callsOf(agent.accessToken).mutate<{ assignments: Assignment[] }>("device.next", {
    max,
  });
  if (error) throw new Error(error.message);
  return data.assignments;
}

/** Works until all is done: asks, does what it is given in whatever order, and waits to be told where there is nothing. */
async function work(agent: Agent, underWay: UnderWay, { disturb }: { disturb?: Disturbance } = {}): Promise<void> {
  for (let round = 0; ; round++) {
    const given = await ask(agent, 1 + (round % 3));
    for (const assignment of given) underWay.begin(assignment);
    for (const { jobId, attempt } of given.reverse()) {
      underWay.leave(jobId);
      if (await disturb?.kills(jobId)) continue;
      underWay.complete(jobId);
      const report = { jobId, attempt, seq: 1, status: "completed" };
      const { error } = await callsOf(agent.accessToken).mutate("device.report", report);
      if (error) throw new Error(error.message);
    }
    await disturb?.between(agent);
    if (given.length > 0) continue;
    if (await isOver(underWay, agent)) return;
  }
}

async function isOver(underWay: UnderWay, agent: Agent): Promise<boolean> {
  const forgotten = Promise.withResolvers<never>();
  const timer = setTimeout(() => forgotten.reject(new Error("an agent that waits was never told")), TOLD_WITHIN_MS);
  try {
    const told = agent.told().then(() => false);
    return await Promise.race([told, underWay.finished.then(() => true), forgotten.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** What goes wrong, again and again, but the same in every run. */
class Disturbance {
  readonly #skew = new Map<string, number>();
  #turn = 0;
  deaths = 0;
  stale = 0;

  /** Now and then an agent dies at its work: its lease runs out, and the task goes back to its queue. */
  async kills(jobId: string): Promise<boolean> {
    this.#turn += 1;
    if (this.#turn % 7 !== 0) return false;
    this.deaths += 1;
    const stub = () => env.JOBS.getByName(jobId);
    for (let tries = 0; tries < 10 && (await stub().describe())?.status !== "queued"; tries++) {
      const skew = (this.#skew.get(jobId) ?? 0) + 40_000;
      this.#skew.set(jobId, skew);
      await runInDurableObject(stub(), (object: JobObject) => {
        object.world.clock = () => Date.now() + skew;
      });
      await runDurableObjectAlarm(stub());
    }
    expect((await stub().describe())?.status).toBe("queued");
    return true;
  }

  /** The objects are evicted, and claims are made that nobody comes to begin. */
  async between(agent: Agent): Promise<void> {
    this.#turn += 1;
    if (this.#turn % 5 === 0) {
      await evictDurableObject(env.DEVICES.getByName(agent.deviceId));
      await hurry(agent);
    }
    if (this.#turn % 11 === 0) await evictDurableObject(env.QUEUES.getByName(QUEUES));
    if (this.#turn % 4 !== 0) return;
    await claimTask(db, { deviceId: "crashed", now: Date.now() - 31_000 });
    this.stale += await sweepStaleClaims(env, Date.now());
  }
}

async function expectNothingHeld(): Promise<void> {
  const { results } = await env.DB.prepare("SELECT name, active, waiting FROM queues WHERE active + waiting > 0").all();
  expect(results).toEqual([]);
  const loads = await env.DB.prepare("SELECT sum(active) AS active FROM template_loads").first<{ active: number }>();
  expect(loads?.active).toBe(0);
}

describe("twelve agents", () => {
  beforeEach(async () => {
    if (await env.DB.prepare("SELECT 1 FROM queues WHERE name = 'wide'").first()) return;
    for (const [name, maxConcurrency] of Object.entries(CAPACITY))
      await mutate("queues.create", { name, maxConcurrency });
    await env.DB.prepare(
      `INSERT INTO templates (id, slug, name, kind, version, max_concurrency, created_at, updated_at)
       VALUES (?, 'race', 'Race', 'task', 1, ?, 0, 0)`,
    )
      .bind(TEMPLATE.id, TEMPLATE.most)
      .run();
  });

  it("do hundreds of tasks, none twice, never more at once than may be, and each key's in their order", async () => {
    const count = 200;
    const underWay = new UnderWay(count);
    const agents = await addAgents();
    await create(underWay, { from: 0, count: 40 });
    const working = Promise.all(agents.map((agent) => work(agent, underWay)));
    for (let from = 40; from < count; from += 40) await create(underWay, { from, count: 40 });
    await working;
    expect(underWay.begun.size).toBe(count);
    await expectNothingHeld();
    for (const key of ["acme", "zenith"]) {
      const { results } = await env.DB.prepare(
        "SELECT id FROM jobs WHERE concurrency_key = ? ORDER BY queued_at, row_id",
      )
        .bind(key)
        .all<{ id: string }>();
      expect(underWay.inOrder.get(key)).toEqual(results.map(({ id }) => id));
    }
  }, 60_000);

  it("do so too while they die, objects are evicted and claims are lost", async () => {
    const count = 80;
    const underWay = new UnderWay(count);
    const disturb = new Disturbance();
    const agents = await addAgents();
    await create(underWay, { from: 0, count });
    await Promise.all(agents.map((agent) => work(agent, underWay, { disturb })));
    expect(underWay.done.size).toBe(count);
    expect(underWay.begun.size).toBe(count + disturb.deaths);
    expect([disturb.deaths, disturb.stale].map((each) => each > 0)).toEqual([true, true]);
    await expectNothingHeld();
  }, 60_000);
});
