import { DatabaseSync } from "node:sqlite";
import { type Distribution, distributionOf, inMs } from "../lib/distribution.ts";
import { startProduct } from "../lib/product.ts";
import { Random } from "../lib/random.ts";
import type { Figure } from "../lib/report.ts";
import { makeStateFolder, removeStateFolder } from "../lib/state-folders.ts";
import { timed } from "../lib/waiting.ts";
import { fillJobs, findDatabase } from "./fill.ts";
import { MadeUpJobs } from "./made-up-jobs.ts";
import { queriesOver } from "./queries.ts";

const TARGET_P99_MS = 50;
const WARM_UP_CALLS = 5;

/** Every list, search and the overview's figures over a million jobs, beside the plainest page of them. */
export async function measureLists({ quick }: { quick: boolean }): Promise<Figure[]> {
  const jobs = new MadeUpJobs(quick ? 100_000 : 1_000_000, Date.now());
  const calls = quick ? 40 : 200;
  const state = makeStateFolder("lists");
  await (await startProduct(state)).stop();
  const file = findDatabase(state);
  fillJobs(file, jobs);
  const direct = readDirectly(file, calls);
  const product = await startProduct(state);
  try {
    const measured = new Map<string, Distribution>();
    for (const [name, query] of Object.entries(queriesOver(jobs))) {
      const random = new Random(11);
      measured.set(name, await measureCalls(calls, () => product.query("jobs.list", query(random))));
    }
    const stats = await measureCalls(calls, () => product.query("jobs.stats"));
    const [first] = measured.values();
    const baseline = first ? `${inMs(first)} (first page)` : "–";
    return [...measured, ["jobs.stats", stats] as const].map(([name, distribution], index) => ({
      topic: `${jobs.count.toLocaleString("en")} jobs, p50 / p99`,
      what: name,
      product: inMs(distribution),
      baseline: index === 0 ? `${inMs(direct)} (node:sqlite)` : baseline,
      target: `p99 < ${TARGET_P99_MS} ms`,
      holds: distribution.p99 < TARGET_P99_MS,
    }));
  } finally {
    await product.stop();
    removeStateFolder(state);
  }
}

function readDirectly(file: string, calls: number): Distribution {
  const db = new DatabaseSync(file, { readOnly: true });
  const statement = db.prepare("SELECT * FROM jobs ORDER BY row_id DESC LIMIT 50");
  const times = Array.from({ length: calls }, () => {
    const startedAt = performance.now();
    statement.all();
    return performance.now() - startedAt;
  });
  db.close();
  return distributionOf(times);
}

async function measureCalls(calls: number, call: () => Promise<unknown>): Promise<Distribution> {
  const times: number[] = [];
  for (let index = -WARM_UP_CALLS; index < calls; index++) {
    const { ms } = await timed(call);
    if (index >= 0) times.push(ms);
  }
  return distributionOf(times);
}
