import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { claimTask } from "@fieldline/db/claim";
import { openDatabase } from "@fieldline/db/database";
import { listStartable } from "@fieldline/db/queues";
import type { Assignment, DeviceFrame } from "@fieldline/domain/device";
import type { TaskJob } from "@fieldline/domain/job";
import type { DeviceObject } from "@fieldline/worker-jobs/device-object";
import type { JobObject } from "@fieldline/worker-jobs/job-object";
import { QUEUES } from "@fieldline/worker-jobs/queues-object";
import { sweepStaleClaims } from "@fieldline/worker-jobs/stale-claims";
import { expect } from "vitest";
import { callsOf } from "../../test/call.ts";
import { type Enrolled, enrollDevice } from "../../test/device.ts";
import { watch } from "../../test/watcher.ts";
import { TYPES, type UnderWay } from "./queues-race-work.ts";

const db = openDatabase(env.DB);
export const AGENTS = 12;
/** In ms of real time: an agent that sleeps so long beside a task that it could take was forgotten. */
const TOLD_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 250;

interface Agent extends Enrolled {
  types: string[];
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
    types,
    async told() {
      await word.promise;
      word = Promise.withResolvers<void>();
    },
  };
}

export const addAgents = () =>
  Promise.all(Array.from({ length: AGENTS }, (_, at) => addAgent(at % 3 === 0 ? TYPES.slice(0, 1) : TYPES)));

async function ask(agent: Agent, max: number): Promise<Assignment[]> {
  const { data, error } = await callsOf(agent.accessToken).mutate<{ assignments: Assignment[] }>("device.next", {
    max,
  });
  if (error) throw new Error(error.message);
  return data.assignments;
}

interface Working {
  underWay: UnderWay;
  disturb?: Disturbance;
  /** What comes of a task before it is done. */
  atWork?: (task: TaskJob) => Promise<void>;
  /** How many it takes at once; now one, now more unless it is said. */
  max?: number;
}

/** All of them work until all is done; fails where one sleeps beside a task. Gives the longest that one has. */
export async function race(agents: Agent[], { underWay, ...rest }: Working): Promise<number> {
  const sleepers = new Sleepers();
  const watching = sleepers.watch(underWay);
  const working = Promise.all(agents.map((agent) => work(agent, { underWay, sleepers, ...rest })));
  try {
    await Promise.race([working, watching.then(() => working)]);
    return await watching;
  } finally {
    underWay.expect(underWay.done.size);
  }
}

/** Works until all is done: asks, does what it is given in whatever order, and waits to be told where there is nothing. */
async function work(
  agent: Agent,
  { underWay, disturb, atWork, max, sleepers }: Working & { sleepers: Sleepers },
): Promise<void> {
  for (let round = 0; underWay.isGoingOn; round++) {
    const given = await ask(agent, max ?? 1 + (round % 3));
    for (const assignment of given) underWay.begin(assignment);
    for (const { jobId, attempt } of given.reverse()) {
      await atWork?.(underWay.taskOf(jobId));
      underWay.leave(jobId);
      if (await disturb?.kills(jobId)) continue;
      underWay.complete(jobId);
      const report = { jobId, attempt, seq: 1, status: "completed" };
      const { error } = await callsOf(agent.accessToken).mutate("device.report", report);
      if (error) throw new Error(error.message);
    }
    await disturb?.between(agent);
    if (given.length === 0) await sleepers.sleep(agent, Promise.race([agent.told(), underWay.finished]));
  }
}

/** Looks again and again whether one of those that were promised a word sleeps beside a task that it could take. */
class Sleepers {
  /** Since when each of them has slept beside one, in ms; undefined where there was none. */
  readonly #besideSince = new Map<Agent, number | undefined>();
  #longestMs = 0;

  async sleep(agent: Agent, word: Promise<void>): Promise<void> {
    this.#besideSince.set(agent, undefined);
    await word;
    this.#besideSince.delete(agent);
  }

  async watch(underWay: UnderWay): Promise<number> {
    while (underWay.isGoingOn) {
      const startable = (await listStartable(db)).map(({ type }) => type);
      for (const [agent, since] of this.#besideSince) this.#look(agent, { startable, since });
      await Promise.race([underWay.finished, scheduler.wait(LOOK_EVERY_MS)]);
    }
    return this.#longestMs;
  }

  #look(agent: Agent, { startable, since }: { startable: string[]; since: number | undefined }): void {
    const now = Date.now();
    const isBeside = agent.types.some((type) => startable.includes(type));
    this.#besideSince.set(agent, isBeside ? (since ?? now) : undefined);
    if (!isBeside || since === undefined) return;
    this.#longestMs = Math.max(this.#longestMs, now - since);
    if (now - since > TOLD_WITHIN_MS)
      throw new Error(`an agent has slept for ${now - since} ms beside a task that it could take`);
  }
}

/** What goes wrong, again and again, but the same in every run. */
export class Disturbance {
  readonly #skew = new Map<string, number>();
  #turn = 0;
  deaths = 0;
  stale = 0;
  evictions = 0;

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
      await this.#evict(env.DEVICES.getByName(agent.deviceId));
      await hurry(agent);
    }
    if (this.#turn % 11 === 0) await this.#evict(env.QUEUES.getByName(QUEUES));
    if (this.#turn % 4 !== 0) return;
    await claimTask(db, { deviceId: "crashed", now: Date.now() - 31_000 });
    this.stale += await sweepStaleClaims(env, Date.now());
  }

  /** One that everybody calls just now cannot be: then it is another time. */
  async #evict(stub: DurableObjectStub): Promise<void> {
    try {
      await evictDurableObject(stub);
      this.evictions += 1;
    } catch (error) {
      if (!String(error).includes("still has active references")) throw error;
    }
  }
}
