import { env } from "cloudflare:workers";
import { claimTask, releaseClaim } from "@fieldline/db/claim";
import { openDatabase } from "@fieldline/db/database";
import { listStartable } from "@fieldline/db/queues";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { plansOf } from "../../test/query-plans.ts";
import { deviceWorldOf } from "../src/device/device-world.ts";
import { type ModelTask, QueueModel } from "./queue-model.ts";

const db = openDatabase(env.DB);
const QUEUES = ["batch", "high", "standard"];
const TYPES = ["sync.finance", "sync.news", "clean"];
const TEMPLATES = ["template-a", "template-b"];
const AGENT = "agent";

const run = (text: string, ...params: unknown[]) =>
  env.DB.prepare(text)
    .bind(...params)
    .run();

/** What happens to the rows, as one transaction. */
interface Step {
  statements: [string, ...unknown[]][];
}

beforeAll(async () => {
  for (const id of TEMPLATES)
    await run(
      "INSERT INTO templates (id, slug, name, kind, version, created_at, updated_at) VALUES (?, ?, ?, 'task', 1, 0, 0)",
      id,
      id,
      id,
    );
});

async function reset(): Promise<QueueModel> {
  const model = new QueueModel();
  await env.DB.batch([
    env.DB.prepare("DELETE FROM jobs"),
    env.DB.prepare("UPDATE queues SET max_concurrency = 3, paused = 0"),
    env.DB.prepare("UPDATE templates SET max_concurrency = NULL"),
  ]);
  for (const name of QUEUES) model.queues.set(name, { max: 3, paused: false });
  return model;
}

const INSERT = `INSERT INTO jobs (id, kind, type, name, requester_id, requester_name, spec, search_text, created_at,
  updated_at, status, version, attempt, queue, template_id, concurrency_key, concurrency_limit, priority, queued_at)
  VALUES (?, 'task', ?, 'n', 'u', 'U', '{}', '', 0, 0, 'queued', 1, 1, ?, ?, ?, ?, ?, ?)`;
const UPDATE = "UPDATE jobs SET status = ?, queue = ?, priority = ?, queued_at = ?, attempt = attempt + ? WHERE id = ?";
const LEAVE = "UPDATE jobs SET holder_id = NULL, held_attempt = NULL, held_at = NULL WHERE id = ?";

type Draw = (below: number) => number;

function insert(model: QueueModel, draw: Draw): Step {
  const row = model.tasks.size === 0 ? 1 : Math.max(...[...model.tasks.values()].map((task) => task.row)) + 1;
  const template = [null, ...TEMPLATES][draw(3)] ?? null;
  const task: ModelTask = {
    id: `task-${crypto.randomUUID()}`,
    row,
    queue: QUEUES[draw(3)] as string,
    type: TYPES[draw(3)] as string,
    template,
    // One key stays within its template, and so has one bound there.
    key: template === null ? null : ([null, "acme", "zenith"][draw(3)] ?? null),
    limit: template === "template-a" ? 1 : 2,
    priority: 1 + draw(10),
    queuedAt: draw(4) * 60_000,
    status: "queued",
    holder: null,
  };
  model.tasks.set(task.id, task);
  const { id, type, queue, key, limit, priority, queuedAt } = task;
  return { statements: [[INSERT, id, type, queue, template, key, limit, priority, queuedAt]] };
}

/** What a job's projection does: first it leaves its place, then the row is as the job is now. */
function project(task: ModelTask, changed: Partial<ModelTask>, { leaves }: { leaves: boolean }): Step {
  Object.assign(task, changed, leaves ? { holder: null } : {});
  const { id, status, queue, priority, queuedAt } = task;
  return {
    statements: [
      ...(leaves ? [[LEAVE, id] as [string, string]] : []),
      [UPDATE, status, queue, priority, queuedAt, Number(leaves), id],
    ],
  };
}

function change(model: QueueModel, draw: Draw): Step {
  const tasks = [...model.tasks.values()];
  const task = tasks[draw(Math.max(1, tasks.length))];
  const name = QUEUES[draw(3)] as string;
  if (!task || draw(4) === 0) {
    const max = draw(4);
    const paused = draw(3) === 0;
    model.queues.set(name, { max, paused });
    return {
      statements: [["UPDATE queues SET max_concurrency = ?, paused = ? WHERE name = ?", max, Number(paused), name]],
    };
  }
  switch (draw(7)) {
    case 0:
      return project(task, { priority: 1 + draw(10) }, { leaves: false });
    case 1:
      return project(task, { queue: name, status: "queued", queuedAt: draw(4) * 60_000 }, { leaves: true });
    case 2:
      return project(task, { status: "completed" }, { leaves: true });
    case 3:
      return project(task, { status: "scheduled" }, { leaves: true });
    case 4:
      return project(task, { status: task.holder === null ? "queued" : "running" }, { leaves: false });
    case 5: {
      const template = TEMPLATES[draw(2)] as string;
      const most = [null, 1, 2][draw(3)] ?? null;
      model.templates.set(template, most);
      return { statements: [["UPDATE templates SET max_concurrency = ? WHERE id = ?", most, template]] };
    }
    default:
      model.tasks.delete(task.id);
      return { statements: [["DELETE FROM jobs WHERE id = ?", task.id]] };
  }
}

async function claim(model: QueueModel, draw: Draw): Promise<void> {
  const types = draw(2) === 0 ? undefined : TYPES.filter(() => draw(2) === 0);
  const expected = model.next(types);
  const claimed = await claimTask(db, { deviceId: AGENT, types, now: 1 });
  expect(claimed?.jobId).toBe(expected?.id);
  if (expected) expected.holder = AGENT;
}

async function release(model: QueueModel, draw: Draw): Promise<void> {
  const held = model.held();
  const task = held[draw(Math.max(1, held.length))];
  if (!task) return;
  const row = await env.DB.prepare("SELECT held_attempt AS attempt FROM jobs WHERE id = ?")
    .bind(task.id)
    .first<{ attempt: number }>();
  await releaseClaim(db, { jobId: task.id, attempt: 99, deviceId: AGENT });
  await releaseClaim(db, { jobId: task.id, attempt: row?.attempt ?? 0, deviceId: "another" });
  await releaseClaim(db, { jobId: task.id, attempt: row?.attempt ?? 0, deviceId: AGENT });
  task.holder = null;
}

/** The counts of the triggers beside the same counted anew. */
async function expectCounts(model: QueueModel): Promise<void> {
  const [queues, lanes, counted, loads] = await env.DB.batch<Record<string, unknown>>([
    env.DB.prepare("SELECT name, active, waiting FROM queues ORDER BY name"),
    env.DB.prepare("SELECT lane, active, waiting, head_key, head_row FROM lanes ORDER BY lane"),
    env.DB.prepare(`
      SELECT lane, sum(holds_slot) AS active, sum(is_waiting) AS waiting, min(iif(is_waiting, dispatch_key, NULL)) AS head_key,
        (SELECT row_id FROM jobs AS first WHERE first.lane = jobs.lane AND first.is_waiting = 1
         ORDER BY dispatch_key, row_id LIMIT 1) AS head_row
      FROM jobs WHERE is_waiting = 1 OR holds_slot = 1 GROUP BY lane ORDER BY lane`),
    env.DB.prepare("SELECT template_id AS id, active FROM template_loads WHERE active <> 0 ORDER BY id"),
  ]);
  expect(queues?.results).toEqual(model.counts());
  expect(lanes?.results).toEqual(counted?.results);
  const byTemplate = TEMPLATES.map((id) => ({
    id,
    active: model.held().filter(({ template }) => template === id).length,
  }));
  expect(loads?.results).toEqual(byTemplate.filter(({ active }) => active > 0));
}

describe("a claim", () => {
  it("gives what a look at every task would, whatever happened before", async () => {
    const operation = fc.tuple(
      fc.constantFrom("insert", "insert", "insert", "claim", "claim", "claim", "change", "change", "release"),
      fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 10, maxLength: 40, size: "max" }), async (operations) => {
        const model = await reset();
        for (const [what, numbers] of operations) {
          let at = 0;
          const draw: Draw = (below) => (numbers[at++ % numbers.length] ?? 0) % below;
          if (what === "claim") await claim(model, draw);
          else if (what === "release") await release(model, draw);
          else {
            const { statements } = (what === "insert" ? insert : change)(model, draw);
            await env.DB.batch(statements.map(([text, ...params]) => env.DB.prepare(text).bind(...params)));
          }
        }
        await expectCounts(model);
        const startable = await listStartable(db);
        for (const type of TYPES)
          expect([type, startable.some((each) => each.type === type)]).toEqual([
            type,
            model.next([type]) !== undefined,
          ]);
      }),
      { numRuns: 100 },
    );
  });

  it("is told of before its agent waits again, though the word of the first of two comes late", async () => {
    const model = await reset();
    const { statements } = insert(model, () => 0);
    for (const id of ["one", "two"])
      await env.DB.batch(statements.map(([text, , ...params]) => env.DB.prepare(text).bind(id, ...params)));
    const first = Promise.withResolvers<void>();
    const words: string[] = [];
    const queues = {
      claimed: () => (words.push("claimed") === 1 ? first.promise : Promise.resolve()),
      awaits: async () => void words.push("awaits"),
    };
    const faked = { ...env, QUEUES: { getByName: () => queues } };
    const world = deviceWorldOf(faked as unknown as typeof env);
    for (const id of ["one", "two"]) expect((await world.claim({ deviceId: AGENT, types: undefined }))?.jobId).toBe(id);
    const waits = world.awaitTasks(AGENT, undefined);
    await db.all("SELECT 1");
    expect(words).toEqual(["claimed", "claimed"]);
    first.resolve();
    await waits;
    expect(words).toEqual(["claimed", "claimed", "awaits"]);
  });

  it("passes no bound and gives nothing twice where twelve race for two thousand tasks", async () => {
    await reset();
    const bounds: Record<string, number> = { batch: 2, high: 3, standard: 5, "template-a": 2, "template-a/acme": 1 };
    await env.DB.batch([
      ...QUEUES.map((name) =>
        env.DB.prepare("UPDATE queues SET max_concurrency = ? WHERE name = ?").bind(bounds[name], name),
      ),
      env.DB.prepare("UPDATE templates SET max_concurrency = 2 WHERE id = 'template-a'"),
    ]);
    const names = new Map<string, string[]>();
    const rows = Array.from({ length: 2_000 }, (_, at) => {
      const [queue, template] = [QUEUES[at % 3] as string, at % 2 === 0 ? "template-a" : null];
      const key = template && at % 5 === 0 ? "acme" : null;
      // Its key is bounded within its queue.
      names.set(`task-${at}`, [queue, template ?? "", key ? `${template}/${key}/${queue}` : ""].filter(Boolean));
      return env.DB.prepare(INSERT).bind(`task-${at}`, TYPES[at % 3], queue, template, key, 1, 1 + (at % 10), at);
    });
    await env.DB.batch(rows);
    const underWay = new Map<string, number>();
    const given = new Set<string>();
    let freed = Promise.withResolvers<void>();
    const move = (id: string, by: number) => {
      for (const name of names.get(id) ?? []) {
        const count = (underWay.get(name) ?? 0) + by;
        underWay.set(name, count);
        const most = bounds[name.startsWith("template-a/acme") ? "template-a/acme" : name] ?? 0;
        if (count > most) throw new Error(`${count} of ${name} are under way, of at most ${most}`);
      }
    };
    const race = async (deviceId: string) => {
      while (given.size < rows.length) {
        const next = freed.promise;
        const claimed = await claimTask(db, { deviceId, now: 1 });
        if (!claimed) await next;
        if (!claimed) continue;
        expect(given.has(claimed.jobId)).toBe(false);
        given.add(claimed.jobId);
        move(claimed.jobId, 1);
        await env.DB.prepare("SELECT 1").run();
        move(claimed.jobId, -1);
        await env.DB.batch([
          env.DB.prepare(LEAVE).bind(claimed.jobId),
          env.DB.prepare("UPDATE jobs SET status = 'completed' WHERE id = ?").bind(claimed.jobId),
        ]);
        freed.resolve();
        freed = Promise.withResolvers<void>();
      }
    };
    await Promise.all(Array.from({ length: 12 }, (_, at) => race(`agent-${at}`)));
    const left = await env.DB.prepare("SELECT sum(active) AS active, sum(waiting) AS waiting FROM queues").first();
    expect([given.size, left]).toEqual([2_000, { active: 0, waiting: 0 }]);
  }, 60_000);

  it("starts the least urgent task while urgent ones keep coming", async () => {
    await reset();
    const add = (id: string, { priority, queuedAt }: { priority: number; queuedAt: number }) =>
      run(INSERT, id, "clean", "standard", null, null, 1, priority, queuedAt);
    await add("least", { priority: 10, queuedAt: 0 });
    const started: string[] = [];
    // One comes every ten seconds and one in twenty is done: an urgent one always waits.
    for (let at = 0; at < 200 && started.at(-1) !== "least"; at++) {
      await add(`urgent-${at}`, { priority: 1, queuedAt: at * 10_000 });
      if (at % 2 === 1) continue;
      const claimed = await claimTask(db, { deviceId: AGENT, types: undefined, now: 1 });
      started.push(claimed?.jobId ?? "nothing");
      await run("DELETE FROM jobs WHERE id = ?", claimed?.jobId);
    }
    // The nine minutes that its priority is behind stand before it, and nothing that came later.
    expect(started.indexOf("least")).toBe(54);
  });

  it("reads no more than the first lane of a queue, a type and a template", async () => {
    const plans = await plansOf((explained) => claimTask(explained, { deviceId: AGENT, types: ["clean"], now: 1 }));
    const steps = plans.flat().join("\n");
    expect(steps).toContain("USING INDEX lanes_open (queue=? AND type=? AND template_id=?)");
    expect(steps).not.toMatch(/SCAN (lanes|jobs|at|head|templates|template_loads)\b/);
  });
});
