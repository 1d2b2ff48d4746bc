import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { startBare } from "../bare/serve-bare.ts";
import { type Distribution, distributionOf, inMs } from "../lib/distribution.ts";
import { startProbe, startProduct } from "../lib/product.ts";
import type { Figure } from "../lib/report.ts";
import { makeStateFolder, removeStateFolder } from "../lib/state-folders.ts";
import { sleep } from "../lib/waiting.ts";
import type { WatchOrder, WatchReport } from "./watch.ts";

const TARGET_P99_MS = 100;

interface Plan {
  crowds: number[];
  measureMs: number;
}
interface Crowd {
  latencyMs: Distribution;
  /** Share of the frames that were due, in percent. */
  arrivedPercent: number;
}

/** From a sample's sending to its frame's arrival, beside an object that broadcasts one small frame a second. */
export async function measureWatchers({ quick }: { quick: boolean }): Promise<Figure[]> {
  const plan: Plan = quick ? { crowds: [1, 1_000], measureMs: 5_000 } : { crowds: [1, 100, 1_000], measureMs: 15_000 };
  const bare = await watchBare(plan);
  const product = await watchProduct(plan);
  return plan.crowds.map((crowd, at) => {
    const [ours, theirs] = [product[at] as Crowd, bare[at] as Crowd];
    return {
      topic: "Sample to watcher",
      what: `${crowd.toLocaleString("en")} watchers of a 1 s probe, p50 / p99`,
      product: inWords(ours),
      baseline: `${inWords(theirs)} (bare broadcast)`,
      target: `p99 < ${TARGET_P99_MS} ms`,
      holds: ours.latencyMs.p99 < TARGET_P99_MS && ours.arrivedPercent > 99,
    };
  });
}

async function watchProduct({ crowds, measureMs }: Plan): Promise<Crowd[]> {
  const state = makeStateFolder("watchers");
  const product = await startProduct(state);
  const results: Crowd[] = [];
  try {
    for (const watchers of crowds) {
      const { id } = await startProbe(product);
      const url = `${product.url.replace("http", "ws")}/live/jobs/${id}`;
      const headers = { authorization: `Bearer ${product.token}` };
      results.push(await watch({ url, headers, watchers, frameStart: '{"type":"samples"' }, measureMs));
      await product.mutate("jobs.cancel", { id });
    }
  } finally {
    await product.stop();
    removeStateFolder(state);
  }
  return results;
}

async function watchBare({ crowds, measureMs }: Plan): Promise<Crowd[]> {
  const state = makeStateFolder("bare-watchers");
  const bare = await startBare(state);
  const results: Crowd[] = [];
  try {
    for (const watchers of crowds) {
      const url = `${bare.url.replace("http", "ws")}/watch?name=${watchers}`;
      results.push(await watch({ url, watchers, frameStart: '{"at"' }, measureMs));
    }
  } finally {
    await bare.stop();
    removeStateFolder(state);
  }
  return results;
}

async function watch(order: WatchOrder, measureMs: number): Promise<Crowd> {
  const thread = new Worker(new URL("watch.ts", import.meta.url), { workerData: order });
  try {
    await once(thread, "message");
    await sleep(1_000);
    thread.postMessage("measure");
    await sleep(measureMs);
    thread.postMessage("report");
    const [report] = (await once(thread, "message")) as [WatchReport];
    const values = report.type === "latencies" ? report.values : [];
    // A second more or less may fall within the time.
    const due = order.watchers * (Math.floor(measureMs / 1_000) - 1);
    return { latencyMs: distributionOf(values), arrivedPercent: (100 * values.length) / due };
  } finally {
    await thread.terminate();
  }
}

function inWords({ latencyMs, arrivedPercent }: Crowd): string {
  const arrived = Math.min(100, arrivedPercent);
  return arrived > 99 ? inMs(latencyMs) : `${inMs(latencyMs)}, ${arrived.toFixed(0)} % arrived`;
}
