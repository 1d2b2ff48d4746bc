import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { type Moment, QueueFleet } from "./queue-fleet.ts";

const QUEUES = ["batch", "standard"];
const TYPES = ["clean", "sync.news"];
const TEMPLATE = "template-of-wakes";
/** Longer than this nobody sleeps beside a task that could start. */
const WITHIN_MS = 2_000;

const run = (text: string, ...params: unknown[]) =>
  env.DB.prepare(text)
    .bind(...params)
    .run();

let made = 0;
async function add(draw: (below: number) => number): Promise<void> {
  const key = [null, null, "acme"][draw(3)] ?? null;
  const [type, queue, template] = [TYPES[draw(2)], QUEUES[draw(2)], draw(3) === 0 || key ? TEMPLATE : null];
  await run(
    `INSERT INTO jobs (id, kind, type, name, requester_id, requester_name, spec, search_text, created_at, updated_at,
       status, version, attempt, queue, template_id, concurrency_key, concurrency_limit, priority, queued_at)
     VALUES (?, 'task', ?, 'n', 'u', 'U', '{}', '', 0, 0, 'queued', 1, 1, ?, ?, ?, 1, ?, ?)`,
    ...[`wake-${++made}`, type, queue, template, key, 1 + draw(10), made],
  );
}

async function finish(fleet: QueueFleet, which: number): Promise<void> {
  const busy = fleet.agents.filter(({ task }) => task);
  const agent = busy[which % Math.max(1, busy.length)];
  if (!agent?.task) return;
  await run("UPDATE jobs SET holder_id = NULL, status = 'completed' WHERE id = ?", agent.task);
  await env.DEVICES.getByName(agent.id).withdraw({ jobId: agent.task, attempt: 1 });
  agent.task = undefined;
  agent.isTold = true;
}

/** What happens to the rows. */
type Happening = "add" | "finish" | "bound the queue" | "bound the template";

async function happens(fleet: QueueFleet, what: Happening, numbers: number[]): Promise<void> {
  let at = 0;
  const draw = (below: number) => (numbers[at++ % numbers.length] ?? 0) % below;
  if (what === "add") await add(draw);
  else if (what === "finish") await finish(fleet, draw(8));
  else if (what === "bound the queue")
    await run(
      "UPDATE queues SET max_concurrency = ?, paused = ? WHERE name = ?",
      ...[draw(4), Number(draw(4) === 0), QUEUES[draw(2)]],
    );
  else await run("UPDATE templates SET max_concurrency = ? WHERE id = ?", [null, 0, 1, 2][draw(4)] ?? null, TEMPLATE);
}

beforeAll(() =>
  run(
    `INSERT INTO templates (id, slug, name, kind, version, created_at, updated_at) VALUES (?, ?, 'n', 'task', 1, 0, 0)`,
    ...[TEMPLATE, TEMPLATE],
  ),
);

/** Of one type and queue, and nothing in the midst of another. */
const at = (what: Happening) => ({
  what,
  numbers: [0, 0, 0, 1, 0, 0],
  when: null as Moment | null,
  hasLateWord: false,
  trouble: "none",
  passMs: 0,
});

it("lets no agent sleep beside a task that it could take, whatever comes between", async () => {
  const often = <T>(weights: [number, T][]) =>
    fc.constantFrom(...weights.flatMap(([times, each]) => Array<T>(times).fill(each)));
  const happening = often<Happening>([
    [5, "add"],
    [4, "finish"],
    [1, "bound the queue"],
    [1, "bound the template"],
  ]);
  const moment = often<Moment | null>([
    [6, null],
    [1, "before it waits"],
    [2, "once it waits"],
    [1, "once they have looked"],
    [1, "before the word"],
  ]);
  const step = fc.record({
    what: happening,
    numbers: fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
    /** At once, or in the midst of what comes next. */
    when: moment,
    /** Whether those who wait hear of it only when the others have done. */
    hasLateWord: fc.boolean(),
    trouble: often([
      [4, "none"],
      [1, "evict queues"],
      [1, "evict agent"],
      [2, "fail"],
      [1, "asks by itself"],
    ]),
    passMs: often([
      [8, 0],
      [3, 300],
      [3, 1_100],
      [1, 31_000],
    ]),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 3 }),
      fc.array(step, { minLength: 4, maxLength: 16, size: "max" }),
      async (count, steps) => {
        await env.DB.batch([
          env.DB.prepare("DELETE FROM jobs"),
          env.DB.prepare("UPDATE queues SET max_concurrency = 2, paused = 0"),
          env.DB.prepare("UPDATE templates SET max_concurrency = 1 WHERE id = ?").bind(TEMPLATE),
        ]);
        const fleet = new QueueFleet();
        await fleet.open([TYPES, TYPES.slice(0, 1), TYPES].slice(0, count));
        for (const { what, numbers, when, hasLateWord, trouble, passMs } of steps) {
          const agent = fleet.agents[(numbers[5] ?? 0) % fleet.agents.length];
          if (trouble === "evict queues") await fleet.evictQueues();
          if (agent && trouble === "evict agent") await fleet.evict(agent);
          if (agent && trouble === "fail") fleet.failing.add(agent.id);
          if (agent && trouble === "asks by itself") agent.isTold = true;
          const happen = async () => {
            await happens(fleet, what, numbers);
            if (hasLateWord) fleet.owesWord = true;
            else await fleet.queues.changed(null);
          };
          if (when) fleet.coming.set(when, happen);
          else await happen();
          await fleet.pass(passMs);
        }
        await fleet.pass(WITHIN_MS);
        expect(await fleet.overslept()).toEqual([]);
        fleet.close();
      },
    ),
    {
      numRuns: 15,
      examples: [
        [
          1,
          [
            at("add"),
            { ...at("add"), when: "once it waits", hasLateWord: true },
            at("finish"),
            at("finish"),
            at("add"),
          ],
        ],
      ],
    },
  );
}, 100_000);
