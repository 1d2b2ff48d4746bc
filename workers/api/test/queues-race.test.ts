import { env } from "cloudflare:workers";
import type { TaskJob } from "@fieldline/domain/job";
import { beforeEach, describe, expect, inject, it, vi } from "vitest";
import { mutate } from "../../test/call.ts";
import { AGENTS, addAgents, Disturbance, race } from "./queues-race-agents.ts";
import { CAPACITY, create, enqueue, enqueueSince, newTask, TEMPLATE, TYPES, UnderWay } from "./queues-race-work.ts";

declare module "vitest" {
  interface ProvidedContext {
    raceScale: number;
  }
}

/** FIELDLINE_RACE: so many times as many tasks as usual. */
const SCALE = inject("raceScale");
const WAVES = 10 * SCALE;
const TIMEOUT_MS = 60_000 * SCALE;
/** Where the least urgent task waits, of what type, and how long until everything newer comes after it. */
const TURN = { queue: "narrow", type: TYPES[0] as string, inMs: 1_500 * SCALE };

/** Soon: an agent is answered before its job's row shows that it is done. */
async function expectNothingHeld(): Promise<void> {
  await vi.waitFor(async () => {
    const left = await env.DB.prepare(
      `SELECT (SELECT sum(active + waiting) FROM queues) AS inQueues,
         (SELECT coalesce(sum(active), 0) FROM template_loads) AS ofTemplates`,
    ).first();
    expect(left).toEqual({ inQueues: 0, ofTemplates: 0 });
  });
}

/** One for the least urgent one's queue, and one for those who take nothing there. */
function urgentOnes(): TaskJob[] {
  const { queue, type } = TURN;
  return [queue, "middle"].map((each) => newTask({ type, queue: each, priority: 1 }));
}

/** Says how a race of thousands went; the usual one says nothing. */
function report(count: number, { startedAt, sleptMs }: { startedAt: number; sleptMs: number }): void {
  const seconds = Math.round((Date.now() - startedAt) / 1_000);
  if (SCALE > 1) console.info(`${count} tasks in ${seconds} s; an agent slept for ${sleptMs} ms beside one at most`);
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

  it(
    "start the least urgent task while urgent ones keep coming",
    async () => {
      const underWay = new UnderWay();
      const agents = await addAgents();
      const least = newTask({ type: TURN.type, queue: TURN.queue, priority: 10 });
      for (let at = 0; at < 10; at++) await enqueue(underWay, urgentOnes());
      const turnAt = Date.now() + TURN.inMs;
      await enqueueSince(underWay, least, turnAt - 9 * 60_000);
      const coming: Promise<void>[] = [];
      // For each that is done another has come before: there are never fewer than at first.
      const atWork = async (task: TaskJob) => {
        if (task.id === least.id) {
          await Promise.all(coming);
          underWay.expect(underWay.tasks.size);
        } else if (task.queue === TURN.queue && !underWay.begunAt.has(least.id)) {
          coming.push(enqueue(underWay, urgentOnes()));
          await coming.at(-1);
        }
      };
      await race(agents, { underWay, atWork });
      const begunAt = underWay.begunAt.get(least.id) ?? 0;
      const others = [...underWay.tasks.values()].filter(({ id, queue }) => queue === TURN.queue && id !== least.id);
      const before = others.filter(({ id }) => (underWay.begunAt.get(id) ?? 0) < begunAt);
      const behind = others.filter((task) => !before.includes(task) && task.createdAt < begunAt);
      const isLater = (task: TaskJob) => task.createdAt > turnAt;
      expect(before.filter((task) => !isLater(task)).length).toBeGreaterThan(5);
      expect(behind.filter(isLater).length).toBeGreaterThan(0);
      // Those alone that others were given while its answer was on its way.
      expect(before.filter(isLater).length).toBeLessThan(AGENTS);
      await expectNothingHeld();
    },
    TIMEOUT_MS,
  );

  it(
    "are all told, again and again, where there is a task for each of them",
    async () => {
      const underWay = new UnderWay();
      const agents = await addAgents();
      const wave = () => Array.from({ length: AGENTS }, () => newTask({ type: TURN.type, queue: "hall", priority: 5 }));
      const come = async () => {
        for (const task of wave()) await enqueue(underWay, [task]);
      };
      let all = Promise.withResolvers<void>();
      let wavesLeft = WAVES;
      // None is done before each of them has begun one; what comes next comes while they look for it.
      const atWork = async () => {
        const isLast = underWay.begunAt.size % AGENTS === 0 && underWay.begunAt.size === underWay.tasks.size;
        const { promise, resolve } = all;
        if (!isLast) return promise;
        all = Promise.withResolvers<void>();
        wavesLeft -= 1;
        if (wavesLeft === 0) underWay.expect(underWay.tasks.size);
        resolve();
        if (wavesLeft > 0) await come();
      };
      await come();
      await race(agents, { underWay, atWork, max: 1 });
      expect(underWay.done.size).toBe(AGENTS * WAVES);
      await expectNothingHeld();
    },
    TIMEOUT_MS,
  );

  it(
    "do hundreds of tasks, none twice, never more at once than may be, and each key's in their order",
    async () => {
      const count = 200 * SCALE;
      const underWay = new UnderWay(count);
      const agents = await addAgents();
      await create(underWay, { from: 0, count: 40 });
      const startedAt = Date.now();
      const racing = race(agents, { underWay });
      for (let from = 40; from < count; from += 40) await create(underWay, { from, count: 40 });
      report(count, { startedAt, sleptMs: await racing });
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
    },
    TIMEOUT_MS,
  );

  it(
    "do so too while they die, objects are evicted and claims are lost",
    async () => {
      const count = 80 * SCALE;
      const underWay = new UnderWay(count);
      const disturb = new Disturbance();
      const agents = await addAgents();
      await create(underWay, { from: 0, count });
      const startedAt = Date.now();
      report(count, { startedAt, sleptMs: await race(agents, { underWay, disturb }) });
      expect(underWay.done.size).toBe(count);
      expect(underWay.begun.size).toBe(count + disturb.deaths);
      expect([disturb.deaths, disturb.stale, disturb.evictions].map((each) => each > 0)).toEqual([true, true, true]);
      await expectNothingHeld();
    },
    TIMEOUT_MS,
  );
});
