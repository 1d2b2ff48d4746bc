import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { FeedFrame } from "@fieldline/domain/frames";
import type { Job } from "@fieldline/domain/job";
import type { Queue } from "@fieldline/domain/queue";
import type { DeviceObject } from "@fieldline/worker-jobs/device-object";
import { sweepStaleClaims } from "@fieldline/worker-jobs/stale-claims";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { callsOf, mutate, query } from "../../test/call.ts";
import { type Enrolled, enrollDevice } from "../../test/device.ts";
import { setLimits } from "../../test/limits.ts";
import { watch } from "../../test/watcher.ts";

let made = 0;
const newName = () => `queue-${++made}`;
const list = async () => (await query<Queue[]>("queues.list")).data;
const find = async (name: string) => (await list()).find((queue) => queue.name === name);
async function create(changes: object = {}): Promise<string> {
  const name = newName();
  const { error } = await mutate("queues.create", { name, maxConcurrency: 2, ...changes });
  if (error) throw new Error(error.message);
  return name;
}
async function addTask(queue: string): Promise<Job> {
  const { data, error } = await mutate<Job>("jobs.create", { kind: "task", type: queue, queue });
  if (error) throw new Error(error.message);
  return data;
}
/** Takes the tasks of this queue alone: each has a type of its own. */
async function agentFor(queue: string): Promise<Enrolled & { next: (max?: number) => Promise<string[]> }> {
  const enrolled = await enrollDevice({ capabilities: { kinds: ["task"], types: [queue] } });
  const calls = callsOf(enrolled.accessToken);
  return {
    ...enrolled,
    async next(max = 1) {
      const { data } = await calls.mutate<{ assignments: { jobId: string }[] }>("device.next", { max });
      return data.assignments.map(({ jobId }) => jobId);
    },
  };
}
const rowOf = (id: string) =>
  env.DB.prepare("SELECT holder_id, held_at, status FROM jobs WHERE id = ?")
    .bind(id)
    .first<{ holder_id: string | null; held_at: number | null; status: string }>();

beforeAll(() => setLimits({}));

describe("queues.list", () => {
  it("tells the three that ship, with what is in them", async () => {
    const shipped = (await list()).filter(({ name }) => ["batch", "high", "standard"].includes(name));
    expect(shipped.map(({ name, maxConcurrency, defaultPriority }) => [name, maxConcurrency, defaultPriority])).toEqual(
      [
        ["batch", 3, 7],
        ["high", 2, 3],
        ["standard", 5, 5],
      ],
    );
    const name = await create();
    const { queuedAt } = await addTask(name);
    const taken = await addTask(name);
    await vi.waitUntil(async () => (await find(name))?.waiting === 2);
    expect((await (await agentFor(name)).next()).length).toBe(1);
    expect(await find(name)).toMatchObject({ waiting: 1, active: 1, oldestQueuedAt: taken.queuedAt, paused: false });
    expect(queuedAt).not.toBeNull();
  });
});

describe("a queue", () => {
  it("is made with its default priority, and once", async () => {
    const name = await create({ defaultPriority: 2, description: "  Line checks " });
    expect(await find(name)).toMatchObject({ maxConcurrency: 2, defaultPriority: 2, description: "Line checks" });
    expect((await addTask(name)).priority).toBe(2);
    const { error } = await mutate("queues.create", { name, maxConcurrency: 1 });
    expect(error.data).toMatchObject({ reason: "QUEUE_EXISTS", httpStatus: 409 });
    expect(error.data.details?.issues).toMatchObject([{ path: "name" }]);
  });

  it.each([
    [{ name: "No Spaces", maxConcurrency: 1 }, "name"],
    [{ name: "x", maxConcurrency: 0 }, "maxConcurrency"],
    [{ name: "x", maxConcurrency: 1.5 }, "maxConcurrency"],
    [{ name: "x", maxConcurrency: 1, defaultPriority: 11 }, "defaultPriority"],
  ])("is refused in words where it is none: %j", async (input, path) => {
    const { error } = await mutate("queues.create", input);
    expect(error.data).toMatchObject({ reason: "INVALID_INPUT", details: { issues: [{ path }] } });
  });

  it("changes in what is said, and is not audited where nothing changes", async () => {
    const name = await create({ description: "Old" });
    const { data } = await mutate<Queue>("queues.update", { name, maxConcurrency: 9, description: null });
    expect(data).toMatchObject({ maxConcurrency: 9, description: null, defaultPriority: 5 });
    expect((await mutate<Queue>("queues.update", { name, maxConcurrency: 9 })).data.updatedAt).toBe(data.updatedAt);
    expect((await mutate("queues.update", { name })).error.data.reason).toBe("INVALID_INPUT");
    expect((await mutate("queues.update", { name: "nowhere", maxConcurrency: 1 })).error.data.reason).toBe(
      "QUEUE_NOT_FOUND",
    );
    const { results } = await env.DB.prepare("SELECT action, before, after FROM audit WHERE entity_id = ? ORDER BY id")
      .bind(name)
      .all();
    expect(results.map(({ action }) => action)).toEqual(["queue.create", "queue.update"]);
    expect(JSON.parse(String(results[1]?.after))).toEqual({ maxConcurrency: 9, description: null });
  });

  it("starts nothing while it is paused, and tells who waits when it goes on", async () => {
    const name = await create();
    const feed = await watch<FeedFrame>("/live/feed?topics=queues");
    const seen = (holds: (queue: Queue) => boolean) => () =>
      feed.frames.some((frame) => frame.type === "queue" && frame.queue.name === name && holds(frame.queue));
    const { data } = await mutate<Queue>("queues.pause", { name, note: "Prices are wrong" });
    expect(data).toMatchObject({ paused: true, pauseNote: "Prices are wrong" });
    await feed.until(seen(({ paused }) => paused));
    const { id } = await addTask(name);
    const idle = await agentFor(name);
    const pushed = await watch<{ type: string }>("/live/device", { authorization: `Bearer ${idle.accessToken}` });
    expect(await idle.next()).toEqual([]);
    await feed.until(seen(({ waiting }) => waiting === 1));
    expect(pushed.frames).toEqual([]);
    expect((await mutate<Queue>("queues.resume", { name })).data).toMatchObject({ paused: false, pauseNote: null });
    await pushed.until(() => pushed.frames.some(({ type }) => type === "work"));
    expect(await idle.next()).toEqual([id]);
    await feed.until(seen(({ active, paused }) => active === 1 && !paused));
  });

  it("tells who waits when it may hold more", async () => {
    const name = await create({ maxConcurrency: 1 });
    const [first, second] = [await addTask(name), await addTask(name)];
    const busy = await agentFor(name);
    expect(await busy.next()).toEqual([first.id]);
    const idle = await agentFor(name);
    const pushed = await watch<{ type: string }>("/live/device", { authorization: `Bearer ${idle.accessToken}` });
    expect(await idle.next()).toEqual([]);
    await mutate("queues.update", { name, maxConcurrency: 2 });
    await pushed.until(() => pushed.frames.some(({ type }) => type === "work"));
    expect(await idle.next()).toEqual([second.id]);
  });

  it.each([
    ["bounds its tasks less", (id: string) => mutate("templates.update", { id, defaults: { maxConcurrency: 2 } })],
    ["bounds them no more", (id: string) => mutate("templates.update", { id, defaults: {} })],
    [
      "is renewed by an import",
      async (id: string) => {
        const { data: file } = await query<{ templates: { defaults: object }[] }>("templates.export", { ids: [id] });
        const templates = file.templates.map((each) => ({ ...each, defaults: { maxConcurrency: 5 } }));
        return mutate("templates.import", { file: { ...file, templates }, onConflict: "newVersion" });
      },
    ],
  ])("tells who waits when a template %s", async (_what, change) => {
    const name = await create();
    const template = { slug: name, name, kind: "task", spec: { type: name }, defaults: { maxConcurrency: 1 } };
    const { data: made } = await mutate<{ id: string }>("templates.create", template);
    const tasks: Job[] = [];
    for (let at = 0; at < 2; at++)
      tasks.push((await mutate<Job>("jobs.create", { kind: "task", templateId: made.id, queue: name })).data);
    await vi.waitUntil(async () => (await find(name))?.waiting === 2);
    expect(await (await agentFor(name)).next()).toEqual([tasks[0]?.id]);
    const idle = await agentFor(name);
    const pushed = await watch<{ type: string }>("/live/device", { authorization: `Bearer ${idle.accessToken}` });
    expect(await idle.next()).toEqual([]);
    expect((await change(made.id)).error).toBeUndefined();
    await pushed.until(() => pushed.frames.some(({ type }) => type === "work"));
    expect(await idle.next()).toEqual([tasks[1]?.id]);
  });

  it("goes on telling an agent whose task came in the very moment that it began to wait", async () => {
    const name = await create();
    const agent = await agentFor(name);
    const pushed = await watch<{ type: string }>("/live/device", { authorization: `Bearer ${agent.accessToken}` });
    const added: Job[] = [];
    await runInDurableObject(env.DEVICES.getByName(agent.deviceId), ({ world }: DeviceObject) => {
      const awaitTasks = world.awaitTasks;
      world.awaitTasks = async (...asked) => {
        await awaitTasks(...asked);
        if (added.length === 0) added.push(await addTask(name));
      };
    });
    expect(await agent.next(1)).toEqual(added.map(({ id }) => id));
    expect(await agent.next(2)).toHaveLength(1);
    const before = pushed.frames.length;
    const later = await addTask(name);
    await pushed.until(() => pushed.frames.slice(before).some(({ type }) => type === "work"));
    expect(await agent.next(2)).toContain(later.id);
  });

  it("has its task begun soon where the job could not be reached at first", async () => {
    const name = await create();
    const { id } = await addTask(name);
    const agent = await agentFor(name);
    const pushed = await watch<{ type: string }>("/live/device", { authorization: `Bearer ${agent.accessToken}` });
    await vi.waitUntil(async () => (await find(name))?.waiting === 1);
    await runInDurableObject(env.DEVICES.getByName(agent.deviceId), ({ world }: DeviceObject) => {
      const { begin } = world;
      world.reportError = () => {};
      world.begin = () => {
        world.begin = begin;
        return Promise.reject(new Error("the object is overloaded"));
      };
    });
    expect(await agent.next()).toEqual([]);
    await pushed.until(() => pushed.frames.some(({ type }) => type === "work"));
    expect(await agent.next()).toEqual([id]);
  });

  it("is deleted where nothing is in it, and only there", async () => {
    const name = await create();
    const { id } = await addTask(name);
    const { error } = await mutate("queues.delete", { name });
    expect(error.data.reason).toBe("QUEUE_NOT_EMPTY");
    expect(error.message).toContain(`1 job that has not ended is in ${name}`);
    await mutate("jobs.cancel", { id });
    await vi.waitUntil(async () => (await rowOf(id))?.status === "cancelled");
    expect((await mutate("queues.delete", { name })).data).toEqual({ name });
    expect((await mutate("queues.delete", { name })).error.data.reason).toBe("QUEUE_NOT_FOUND");
    expect((await mutate("queues.delete", { name: "standard" })).error.data.reason).toBe("INVALID_INPUT");
  });
});

it("keeps why it is paused where it is paused again without a word", async () => {
  const name = await create();
  await mutate("queues.pause", { name, note: "The source is away" });
  expect((await mutate<Queue>("queues.pause", { name })).data.pauseNote).toBe("The source is away");
  await mutate("queues.resume", { name });
  expect((await mutate<Queue>("queues.pause", { name })).data.pauseNote).toBeNull();
});

describe("a place that is held for nothing", () => {
  const claim = (id: string, heldAt: number) =>
    env.DB.prepare("UPDATE jobs SET holder_id = 'crashed', held_attempt = attempt, held_at = ? WHERE id = ?")
      .bind(heldAt, id)
      .run();

  it("is given back where nobody began the claim in time", async () => {
    const name = await create();
    const [lost, fresh] = [await addTask(name), await addTask(name)];
    const now = Date.now();
    await vi.waitUntil(async () => (await find(name))?.waiting === 2);
    await claim(lost.id, now - 30_001);
    await claim(fresh.id, now - 20_000);
    expect(await sweepStaleClaims(env, now)).toBe(1);
    expect(await find(name)).toMatchObject({ active: 1, waiting: 1 });
    expect(await (await agentFor(name)).next(2)).toEqual([lost.id]);
  });

  it("is given back though another job that holds one is out of reach", async () => {
    const name = await create();
    const [away, lost] = [await addTask(name), await addTask(name)];
    await vi.waitUntil(async () => (await find(name))?.waiting === 2);
    const now = Date.now();
    for (const { id } of [away, lost]) await claim(id, now - 30_001);
    const told = vi.spyOn(console, "error").mockImplementation(() => {});
    const getByName = (id: string) =>
      id === away.id ? { describe: () => Promise.reject(new Error("out of reach")) } : env.JOBS.getByName(id);
    expect(await sweepStaleClaims({ ...env, JOBS: { getByName } } as unknown as typeof env, now)).toBe(1);
    expect([await rowOf(away.id), await rowOf(lost.id)]).toMatchObject([
      { holder_id: expect.any(String) },
      { holder_id: null },
    ]);
    expect(told).toHaveBeenCalledOnce();
    told.mockRestore();
    expect(await sweepStaleClaims(env, now)).toBe(1);
  });

  it("is told of though the next one could not be given back", async () => {
    const name = await create();
    const claimed = [await addTask(name), await addTask(name)];
    await vi.waitUntil(async () => (await find(name))?.waiting === 2);
    const now = Date.now();
    for (const { id } of claimed) await claim(id, now - 30_001);
    const told = vi.spyOn(console, "error").mockImplementation(() => {});
    const changed = vi.fn(async () => {});
    let releases = 0;
    const prepare = (text: string) => {
      if (/UPDATE jobs SET holder_id = NULL/.test(text) && ++releases === 2)
        throw new Error("the database is overloaded");
      return env.DB.prepare(text);
    };
    const failing = { ...env, DB: { prepare }, QUEUES: { getByName: () => ({ changed }) } };
    expect(await sweepStaleClaims(failing as unknown as typeof env, now)).toBe(1);
    expect(changed).toHaveBeenCalledOnce();
    told.mockRestore();
    expect(await sweepStaleClaims(env, now)).toBe(1);
  });

  it("is given back for good: who had claimed it cannot begin it any more", async () => {
    const name = await create();
    const { id } = await addTask(name);
    const late = await agentFor(name);
    const device = env.DEVICES.getByName(late.deviceId);
    const begin = await runInDurableObject(device, ({ world }: DeviceObject) => {
      const real = world.begin;
      world.begin = () => Promise.reject(new Error("the object is overloaded"));
      world.reportError = () => {};
      return real;
    });
    expect(await late.next()).toEqual([]);
    expect(await find(name)).toMatchObject({ active: 1, waiting: 0 });
    await env.DB.prepare("UPDATE jobs SET held_at = 1 WHERE id = ?").bind(id).run();
    expect(await sweepStaleClaims(env, Date.now())).toBe(1);
    await mutate("queues.pause", { name });
    await runInDurableObject(device, ({ world }: DeviceObject) => {
      world.begin = begin;
    });
    expect(await late.next()).toEqual([]);
    expect(await find(name)).toMatchObject({ active: 0, waiting: 1 });
    expect(await rowOf(id)).toMatchObject({ status: "queued", holder_id: null });
  });

  it("is given back where the job has ended, and kept where it is under way", async () => {
    const name = await create();
    const [ended, running] = [await addTask(name), await addTask(name)];
    const busy = await agentFor(name);
    expect(await busy.next(2)).toEqual([ended.id, running.id]);
    await callsOf(busy.accessToken).mutate("device.report", {
      jobId: ended.id,
      attempt: 1,
      seq: 1,
      status: "completed",
    });
    await vi.waitUntil(
      async () => (await rowOf(ended.id))?.status === "completed" && (await rowOf(running.id))?.status === "running",
    );
    const before = Date.now() - 31_000;
    await claim(ended.id, before);
    await claim(running.id, before);
    expect(await sweepStaleClaims(env, Date.now())).toBe(1);
    expect((await rowOf(ended.id))?.holder_id).toBeNull();
    expect((await rowOf(running.id))?.holder_id).not.toBeNull();
    await env.DB.prepare("UPDATE jobs SET status = 'queued' WHERE id = ?").bind(running.id).run();
    // Its row is late; the job itself knows better.
    expect(await sweepStaleClaims(env, Date.now())).toBe(0);
  });
});
