import { type Distribution, distributionOf, inMs } from "../lib/distribution.ts";
import { HttpClient } from "../lib/http.ts";
import { type Product, startProduct } from "../lib/product.ts";
import type { Figure } from "../lib/report.ts";
import { makeStateFolder, removeStateFolder } from "../lib/state-folders.ts";
import { atPace, inParallel, timed } from "../lib/waiting.ts";
import { SimulatedAgent, TYPE } from "./agents.ts";
import { measureBareClaims } from "./bare-claims.ts";
import { fillWaiting, findFile, QUEUE } from "./waiting-rows.ts";

const AGENTS = [1, 8, 32] as const;
const CREATED_AT_ONCE = 16;
const PACE_A_SECOND = 10;
/** Created beside those that are counted, so that no agent comes to those that only wait. */
const SPARE = 200;

/** Tasks that agents take by the API and do at once, beside the claim's one statement straight on D1. */
export async function measureTasks({ quick }: { quick: boolean }): Promise<Figure[]> {
  const count = quick ? 100 : 1_000;
  const waiting = quick ? 10_000 : 100_000;
  const bare = await measureBareClaims({ count, waiting });
  const state = makeStateFolder("tasks");
  try {
    const few = await withAgents(state, async (product, agents) => {
      await product.mutate("queues.update", { name: QUEUE, maxConcurrency: 10_000 });
      const rates = [];
      for (const atWork of AGENTS) rates.push(await workOff(product, agents.slice(0, atWork), { count }));
      return { rates, latency: await latencyOf(product, agents, quick ? 50 : 300) };
    });
    fillWaiting(findFile(state, "jobs"), { count: waiting });
    const overMany = await withAgents(state, (product, agents) =>
      workOff(product, agents.slice(0, 8), { count, spare: SPARE }),
    );
    const rate = (value = Number.NaN) => `${value.toFixed(0)} a second`;
    const topic = "Tasks in a queue";
    return [
      {
        topic,
        what: "created",
        product: rate(Math.max(...few.rates.map(({ created }) => created))),
        baseline: `${rate(bare.createdASecond)} (one row)`,
      },
      ...AGENTS.map((agents, at) => ({
        topic,
        what: `claimed and completed, ${agents === 1 ? "1 agent" : `${agents} agents`}`,
        product: rate(few.rates[at]?.done),
        baseline: `${rate(bare.doneASecond.get(agents))} (bare claim)`,
      })),
      {
        topic,
        what: `claimed and completed over ${waiting.toLocaleString("en")} waiting, 8 agents`,
        product: rate(overMany.done),
        baseline: `${rate(bare.overMany)} (bare claim)`,
      },
      { topic, what: "created to started, 32 agents that wait, p50 / p99", product: inMs(few.latency) },
      ...(["empty", "full", "paused"] as const).map((kind) => ({
        topic,
        what: `the claim asks where all is ${kind}, p50 / p99`,
        product: inMs(bare.asking[kind]),
        baseline: `${inMs(bare.asking.nothing)} (SELECT 1)`,
      })),
    ];
  } finally {
    removeStateFolder(state);
  }
}

async function withAgents<T>(
  state: string,
  act: (product: Product, agents: SimulatedAgent[]) => Promise<T>,
): Promise<T> {
  const product = await startProduct(state);
  const http = new HttpClient(product.url);
  const agents: SimulatedAgent[] = [];
  try {
    await inParallel(Math.max(...AGENTS), 4, async (at) => agents.push(await SimulatedAgent.enrol(product, http, at)));
    return await act(product, agents);
  } finally {
    for (const agent of agents) agent.leave();
    http.close();
    await product.stop();
  }
}

const create = (product: Product) =>
  product.mutate<{ id: string }>("jobs.create", { kind: "task", type: TYPE, queue: QUEUE, priority: 1 });

/** Creates tasks, and then has the agents do them: how many of each a second. */
async function workOff(
  product: Product,
  agents: SimulatedAgent[],
  { count, spare = 0 }: { count: number; spare?: number },
) {
  await inParallel(spare, CREATED_AT_ONCE, () => create(product));
  const creation = await timed(() => inParallel(count, CREATED_AT_ONCE, () => create(product)));
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const left = { count, over };
  const seen = new Set<string>();
  const { ms } = await timed(() =>
    Promise.all(
      agents.map((agent) =>
        agent.work(left, (jobId) => {
          if (seen.has(jobId)) throw new Error(`${jobId} was done twice.`);
          seen.add(jobId);
          left.count -= 1;
          if (left.count === 0) resolve();
        }),
      ),
    ),
  );
  return { created: (count * 1_000) / creation.ms, done: (count * 1_000) / ms };
}

/** From the request to create a task to the answer that gives it to an agent that waited. */
async function latencyOf(product: Product, agents: SimulatedAgent[], count: number): Promise<Distribution> {
  const sentAt = new Map<number, number>();
  const startedAt = new Map<string, number>();
  const ids: string[] = [];
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const left = { count, over };
  const working = agents.map((agent) =>
    agent.work(
      left,
      () => {
        left.count -= 1;
        if (left.count === 0) resolve();
      },
      (jobId) => startedAt.set(jobId, performance.now()),
    ),
  );
  await atPace({ count, aSecond: PACE_A_SECOND, atOnce: CREATED_AT_ONCE }, async (index) => {
    sentAt.set(index, performance.now());
    ids[index] = (await create(product)).id;
  });
  await Promise.all(working);
  return distributionOf(ids.map((id, index) => (startedAt.get(id) ?? Number.NaN) - (sentAt.get(index) ?? 0)));
}
