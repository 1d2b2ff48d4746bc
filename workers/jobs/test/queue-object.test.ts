import { abortAllDurableObjects, evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Startable } from "@fieldline/db/queues";
import type { Queue } from "@fieldline/domain/queue";
import type { QueuesObject } from "@fieldline/worker-jobs/queues-object";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, it, vi } from "vitest";

/** Far enough ahead that no alarm fires by itself: a test drives them. */
const START_AT = Date.UTC(2040, 0, 1, 12);
const NEWS = "sync.news";

/** The object of the queues, whose clock stands still until the test moves it. */
async function drive() {
  const name = uuidv7();
  const driven = {
    now: START_AT,
    startable: [] as Startable[],
    queues: [] as Queue[],
    told: [] as string[],
    /** Cannot be told. */
    unreachable: new Set<string>(),
    /** Never answers whether it was told. */
    silent: new Set<string>(),
    isFeedAway: false,
    /** Has no socket to hear it by. */
    isDeaf: (_deviceId: string) => false,
    published: [] as string[][],
    looks: 0,
    get stub() {
      return env.QUEUES.getByName(name);
    },
    revive: () =>
      runInDurableObject(driven.stub, (object: QueuesObject) => {
        Object.assign(object.world, {
          clock: () => driven.now,
          wait: async () => {},
          queues: async () => driven.queues,
          startable: async () => {
            driven.looks += 1;
            return driven.startable;
          },
          async wanted(deviceId: string) {
            if (driven.unreachable.has(deviceId)) throw new Error("the object is overloaded");
            driven.told.push(deviceId);
            if (driven.silent.has(deviceId)) await new Promise(() => {});
            return !driven.isDeaf(deviceId);
          },
          publish: async (queues: Queue[]) => {
            if (driven.isFeedAway) throw new Error("the feed is overloaded");
            driven.published.push(queues.map((queue) => `${queue.name} ${queue.active}/${queue.waiting}`));
          },
          reportError() {},
        } satisfies QueuesObject["world"]);
      }),
    /** Ends the object in the midst of whatever it does. */
    async crash() {
      await abortAllDurableObjects();
      await driven.revive();
    },
    async evict() {
      await evictDurableObject(driven.stub);
      await driven.revive();
    },
    alarmIn: () =>
      runInDurableObject(driven.stub, async (_object, { storage }) => {
        const at = await storage.getAlarm();
        return at === null ? null : at - driven.now;
      }),
    /** Moves the clock to the alarm and runs it; false where none is armed. */
    async toAlarm(): Promise<boolean> {
      return runInDurableObject(driven.stub, async (object: QueuesObject, { storage }) => {
        const at = await storage.getAlarm();
        if (at === null) return false;
        driven.now = at;
        await storage.deleteAlarm();
        await object.alarm();
        return true;
      });
    },
    /** Who is told by a change, as far as nothing else happens. */
    async change(): Promise<string[]> {
      const before = driven.told.length;
      const { looks } = driven;
      await driven.stub.changed(null);
      await vi.waitUntil(() => driven.looks > looks);
      await driven.stub.changed(null);
      return driven.told.slice(before);
    },
  };
  await driven.revive();
  return driven;
}

const agents = (count: number, name = "agent") => Array.from({ length: count }, (_, at) => `${name}-${at}`);
const queue = (changes: Partial<Queue>) => ({ name: "standard", active: 0, waiting: 0, ...changes }) as Queue;

describe("who waits for a task", () => {
  it("is told by type, who has waited longest first, and some more than there are tasks", async () => {
    const queues = await drive();
    for (const id of agents(5)) await queues.stub.awaits(id, [NEWS, "sync.finance"]);
    await queues.stub.awaits("other", ["clean"]);
    await queues.stub.awaits("any", null);
    queues.startable = [{ type: NEWS, count: 1 }];
    expect(await queues.change()).toEqual(agents(3));
    queues.startable = [{ type: "clean", count: 1 }];
    expect(await queues.change()).toEqual(["other", "any"]);
  });

  it("is counted on while it is on its way, and no more once it has come", async () => {
    const queues = await drive();
    for (const id of agents(6)) await queues.stub.awaits(id, null);
    queues.startable = [{ type: NEWS, count: 2 }];
    expect(await queues.change()).toEqual(agents(4));
    expect(await queues.change()).toEqual([]);
    await queues.stub.claimed("agent-0");
    await vi.waitUntil(() => queues.told.length === 5);
    expect(queues.told.at(-1)).toBe("agent-4");
    // One that came and found nothing waits again, behind the others.
    await queues.stub.awaits("agent-1", null);
    expect(await queues.change()).toEqual(["agent-5"]);
  });

  it("does not wait long behind a thousand that are gone", async () => {
    const queues = await drive();
    for (const id of agents(1_000, "gone")) await queues.stub.awaits(id, [NEWS]);
    await queues.stub.awaits("living", [NEWS]);
    queues.startable = [{ type: NEWS, count: 1 }];
    await queues.change();
    while (!queues.told.includes("living")) expect(await queues.toAlarm()).toBe(true);
    expect(queues.now - START_AT).toBeLessThanOrEqual(10_000);
    // With nobody left to tell there is nothing to wake up for.
    await queues.toAlarm();
    expect(await queues.alarmIn()).toBeNull();
  });

  it("does not wait at all behind a thousand of whom it is known that they did not hear", async () => {
    const queues = await drive();
    queues.isDeaf = (id) => id !== "living";
    for (const id of agents(1_000, "gone")) await queues.stub.awaits(id, [NEWS]);
    await queues.stub.awaits("living", [NEWS]);
    queues.startable = [{ type: NEWS, count: 1 }];
    await queues.change();
    await vi.waitUntil(() => queues.told.includes("living"));
    expect(queues.now).toBe(START_AT);
    expect(new Set(queues.told).size).toBe(queues.told.length);
  });

  it("is told still after the object was evicted, and after it could not be told", async () => {
    const queues = await drive();
    await queues.stub.awaits("agent-0", [NEWS]);
    await queues.evict();
    queues.unreachable.add("agent-0");
    queues.startable = [{ type: NEWS, count: 1 }];
    expect(await queues.change()).toEqual([]);
    queues.unreachable.clear();
    await queues.toAlarm();
    expect(queues.told).toEqual(["agent-0"]);
  });

  it("is told again where the object ended before the word had come", async () => {
    const queues = await drive();
    await queues.stub.awaits("agent-0", [NEWS]);
    queues.startable = [{ type: NEWS, count: 1 }];
    queues.silent.add("agent-0");
    expect(await queues.change()).toEqual(["agent-0"]);
    await queues.crash();
    queues.silent.clear();
    await queues.toAlarm();
    expect(queues.told).toEqual(["agent-0", "agent-0"]);
    // This time it has heard it.
    await queues.evict();
    await queues.toAlarm();
    expect(queues.told).toHaveLength(2);
  });

  it("is told though those who watch the queues cannot be", async () => {
    const queues = await drive();
    queues.queues = [queue({ waiting: 1 })];
    queues.isFeedAway = true;
    await queues.stub.changed("standard");
    await queues.stub.awaits("agent-0", [NEWS]);
    queues.startable = [{ type: NEWS, count: 1 }];
    await queues.toAlarm();
    expect(queues.told).toEqual(["agent-0"]);
    queues.isFeedAway = false;
    await queues.toAlarm();
    expect(queues.published).toEqual([["standard 0/1"]]);
  });

  it("does not wait where there is more to do than is ever counted", async () => {
    const queues = await drive();
    for (const id of agents(200)) await queues.stub.awaits(id, [NEWS]);
    queues.startable = [{ type: NEWS, count: 50 }];
    await queues.stub.changed("standard");
    for (let come = 0; come < 200; come++) {
      await vi.waitUntil(() => queues.told.length > come);
      await queues.stub.claimed(queues.told[come] as string);
    }
    expect(queues.now).toBe(START_AT);
  });

  it("keeps its place where it asks again, and is told once of several types", async () => {
    const queues = await drive();
    for (const id of agents(4)) await queues.stub.awaits(id, [NEWS]);
    await queues.stub.awaits("agent-0", [NEWS, "clean"]);
    queues.startable = [
      { type: "clean", count: 1 },
      { type: NEWS, count: 1 },
    ];
    expect(await queues.change()).toEqual(["agent-0", "agent-1", "agent-2"]);
  });

  it("costs nothing where nobody does", async () => {
    const queues = await drive();
    await queues.stub.changed("standard");
    await queues.toAlarm();
    expect(queues.looks).toBe(0);
  });
});

describe("who watches the queues", () => {
  it("sees those that have changed, at most twice a second", async () => {
    const queues = await drive();
    queues.queues = [queue({ name: "batch" }), queue({ waiting: 1 })];
    for (let at = 0; at < 10; at++) await queues.stub.changed("standard");
    expect(await queues.alarmIn()).toBe(500);
    await queues.toAlarm();
    queues.queues = [queue({ name: "batch" }), queue({ active: 1 })];
    await queues.stub.claimed("agent-0");
    await queues.toAlarm();
    await queues.stub.changed("standard");
    await queues.toAlarm();
    expect(queues.published).toEqual([["batch 0/0", "standard 0/1"], ["standard 1/0"]]);
    expect(queues.now - START_AT).toBe(1_500);
  });
});
