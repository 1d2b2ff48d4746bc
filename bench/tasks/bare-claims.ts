import { type Bare, startBare } from "../bare/serve-bare.ts";
import { type Distribution, distributionOf } from "../lib/distribution.ts";
import { makeStateFolder, removeStateFolder } from "../lib/state-folders.ts";
import { inParallel, timed } from "../lib/waiting.ts";
import { claimStatement, fillWaiting, findFile, migrate, QUEUE, type Statement } from "./waiting-rows.ts";

const AGENTS = [1, 8, 32] as const;

export interface BareClaims {
  createdASecond: number;
  /** Claimed and completed a second, by how many ask at once. */
  doneASecond: Map<number, number>;
  /** Claims a second, by eight at once, over so many waiting. */
  overMany: number;
  asking: Record<"nothing" | "empty" | "full" | "paused", Distribution>;
}

const COMPLETE = {
  text: `UPDATE jobs SET status = 'completed', holder_id = NULL, held_attempt = NULL, held_at = NULL
    WHERE row_id = (SELECT row_id FROM jobs WHERE queue = '${QUEUE}' AND holder_id IS NOT NULL LIMIT 1)`,
  params: [],
};
const SET = (set: string) => ({ text: `UPDATE queues SET ${set}`, params: [] });

/** The floor: the claim's one statement straight on D1, and what it costs to ask where there is nothing to have. */
export async function measureBareClaims({ count, waiting }: { count: number; waiting: number }): Promise<BareClaims> {
  const state = makeStateFolder("bare-claims");
  try {
    await withBare(state, ({ http }) => http.send("/create"));
    const file = findFile(state, "rows");
    migrate(file);
    const claim = await claimStatement();
    let from = 0;
    const fill = (more: number) => {
      fillWaiting(file, { count: more, from });
      from += more;
    };
    const doneASecond = new Map<number, number>();
    for (const agents of AGENTS) {
      fill(count);
      doneASecond.set(
        agents,
        await withBare(state, (bare) => aSecond(count, agents, () => run(bare, claim).then(() => run(bare, COMPLETE)))),
      );
    }
    const empty = await withBare(state, async (bare) => ({
      nothing: await ask(bare, { text: "SELECT 1", params: [] }),
      empty: await ask(bare, claim),
      createdASecond: await aSecond(count, 16, () => bare.http.send("/insert", { name: "A task", type: "bench.task" })),
    }));
    fill(waiting);
    return await withBare(state, async (bare) => {
      const overMany = await aSecond(count, 8, () => run(bare, claim));
      await run(bare, SET("max_concurrency = 1"));
      const full = await ask(bare, claim);
      await run(bare, SET("paused = 1"));
      const { nothing, createdASecond } = empty;
      const asking = { nothing, empty: empty.empty, full, paused: await ask(bare, claim) };
      return { createdASecond, doneASecond, overMany, asking };
    });
  } finally {
    removeStateFolder(state);
  }
}

const run = ({ http }: Bare, statement: Statement) => http.send("/statement", statement);

async function ask(bare: Bare, statement: Statement): Promise<Distribution> {
  const took: number[] = [];
  for (let at = 0; at < 200; at++) took.push((await timed(() => run(bare, statement))).ms);
  return distributionOf(took);
}

async function aSecond(count: number, atOnce: number, act: () => Promise<unknown>): Promise<number> {
  return (count * 1_000) / (await timed(() => inParallel(count, atOnce, act))).ms;
}

async function withBare<T>(state: string, act: (bare: Bare) => Promise<T>): Promise<T> {
  const bare = await startBare(state);
  try {
    return await act(bare);
  } finally {
    await bare.stop();
  }
}
