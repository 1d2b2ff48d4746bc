import { startBare } from "../bare/serve-bare.ts";
import { type Distribution, distributionOf, inMs } from "../lib/distribution.ts";
import { startProbe, startProduct } from "../lib/product.ts";
import type { Figure } from "../lib/report.ts";
import { makeStateFolder, removeStateFolder } from "../lib/state-folders.ts";
import { inParallel, timed } from "../lib/waiting.ts";

const TARGET_P99_MS = 100;
const OPERATIONS = ["create", "pause", "resume", "cancel"] as const;
const ROW = JSON.stringify({ text: "x".repeat(500) });

type Operation = (typeof OPERATIONS)[number];

/** What a person waits for after a press, beside one row inserted into D1 by a worker that does nothing else. */
export async function measureControl({ quick }: { quick: boolean }): Promise<Figure[]> {
  const count = quick ? 40 : 300;
  const figures: Figure[] = [];
  for (const atOnce of [1, 8]) {
    const baseline = await measureInserts(count, atOnce);
    const operations = await measureOperations(count, atOnce);
    for (const operation of OPERATIONS)
      figures.push({
        topic: atOnce === 1 ? "One request at a time" : `${atOnce} requests at a time`,
        what: `${operation} p50 / p99`,
        product: inMs(operations[operation]),
        baseline: `${inMs(baseline)} (one D1 insert)`,
        target: `p99 < ${TARGET_P99_MS} ms`,
        holds: operations[operation].p99 < TARGET_P99_MS,
      });
  }
  return figures;
}

async function measureOperations(count: number, atOnce: number): Promise<Record<Operation, Distribution>> {
  const state = makeStateFolder("control");
  const product = await startProduct(state);
  try {
    const ids: string[] = [];
    const measure = (act: (index: number) => Promise<unknown>) => measureCalls(count, atOnce, act);
    const control = (operation: Operation) =>
      measure((index) => product.mutate(`jobs.${operation}`, { id: ids[index] }));
    await startProbe(product);
    return {
      create: await measure(async () => ids.push((await startProbe(product)).id)),
      pause: await control("pause"),
      resume: await control("resume"),
      cancel: await control("cancel"),
    };
  } finally {
    await product.stop();
    removeStateFolder(state);
  }
}

async function measureInserts(count: number, atOnce: number): Promise<Distribution> {
  const state = makeStateFolder("bare-control");
  const { http, stop } = await startBare(state);
  try {
    await http.send("/create");
    return await measureCalls(count, atOnce, () => http.send("/insert", ROW));
  } finally {
    await stop();
    removeStateFolder(state);
  }
}

async function measureCalls(
  count: number,
  atOnce: number,
  act: (index: number) => Promise<unknown>,
): Promise<Distribution> {
  const times: number[] = [];
  await inParallel(count, atOnce, async (index) => times.push((await timed(() => act(index))).ms));
  return distributionOf(times);
}
