import { startBare } from "../bare/serve-bare.ts";
import { type SimulatedDevice, withFleet } from "../devices/fleet.ts";
import type { Product } from "../lib/product.ts";
import type { Figure } from "../lib/report.ts";
import { cpuPercent, usageOf } from "../lib/runtime-process.ts";
import { makeStateFolder, removeStateFolder } from "../lib/state-folders.ts";
import { inParallel, sleep, timed } from "../lib/waiting.ts";

const DEVICES_AT_ONCE = 32;
const ASK_EVERY_MS = 250;
const TEMPLATE = {
  slug: "bench-rollout",
  name: "Bench",
  kind: "command",
  spec: {
    document: {
      version: "1.0",
      steps: [{ action: { name: "say", type: "runCommand", input: { command: "echo,so" } } }],
    },
  },
  variables: [],
  defaults: {},
};

/** A rollout without a pace to devices that do its job at once, beside as many bare objects that keep one row each. */
export async function measureRollouts({ devices: count }: { devices: number }): Promise<Figure[]> {
  const bareMs = await recordBare(count);
  const { ms, isOnce, cpu } = await withFleet(count, rollOut);
  const topic = `A rollout to ${count.toLocaleString("en")} devices`;
  const aSecond = (tookMs: number) => `${((count * 1_000) / tookMs).toFixed(0)} a second`;
  const seconds = (tookMs: number) => `${(tookMs / 1_000).toFixed(1)} s`;
  return [
    {
      topic,
      what: "from its creation to its completion",
      product: `${seconds(ms)} (${(ms / bareMs).toFixed(0)} ×)`,
      baseline: `${seconds(bareMs)} (bare objects)`,
    },
    { topic, what: "devices that are through", product: aSecond(ms), baseline: aSecond(bareMs) },
    { topic, what: "CPU, of one core", product: `${cpu.toFixed(0)} %` },
    { topic, what: "one job a device", product: isOnce ? "each" : "not each", target: "each", holds: isOnce },
  ];
}

interface Rollout {
  id: string;
  status: string;
  counts: Record<string, number>;
}

interface Outcome {
  ms: number;
  isOnce: boolean;
  /** Percent of one core. */
  cpu: number;
}

async function rollOut(product: Product, devices: SimulatedDevice[]): Promise<Outcome> {
  const template = await product.mutate<{ id: string }>("templates.create", TEMPLATE);
  // Devices are told in this order, so those that ask are mostly those that have been told.
  const inOrder = devices.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const given = new Map<string, string[]>();
  const before = await usageOf(product.runtimePid);
  const { ms, value: rollout } = await timed(async () => {
    const { id } = await product.mutate<Rollout>("rollouts.create", {
      templateId: template.id,
      targets: { all: true },
    });
    await inParallel(inOrder.length, DEVICES_AT_ONCE, async (index) => {
      const device = inOrder[index] as SimulatedDevice;
      given.set(device.id, await doWork(device));
    });
    for (;;) {
      const now = await product.query<Rollout>("rollouts.get", { id });
      if (now.status !== "running") return now;
      await sleep(ASK_EVERY_MS);
    }
  });
  const cpu = cpuPercent(before, await usageOf(product.runtimePid));
  if (rollout.status !== "completed" || rollout.counts.completed !== devices.length)
    throw new Error(`The rollout is ${rollout.status}: ${JSON.stringify(rollout.counts)}.`);
  return { ms, cpu, isOnce: await isOnce(product, rollout.id, given) };
}

/** Asks until there is work, does all that there is, and gives the ids of it. */
async function doWork({ http }: SimulatedDevice): Promise<string[]> {
  for (;;) {
    const answer = await http.send("/trpc/device.next", { max: 50 });
    const { assignments } = JSON.parse(answer).result.data as { assignments: { jobId: string; attempt: number }[] };
    for (const { jobId, attempt } of assignments)
      await http.send("/trpc/device.report", { jobId, attempt, seq: 1, status: "completed", exitCode: 0 });
    if (assignments.length > 0) return assignments.map(({ jobId }) => jobId);
    await sleep(ASK_EVERY_MS);
  }
}

/** Whether each device was given one job, and there is no other of this rollout. */
async function isOnce(product: Product, rolloutId: string, given: Map<string, string[]>): Promise<boolean> {
  const jobs = new Set<string>();
  for (let cursor: string | null = null; ; ) {
    const page: { items: { id: string; assigneeId: string; attempt: number }[]; nextCursor: string | null } =
      await product.query("jobs.list", { rolloutId, limit: 100, cursor });
    for (const { id, assigneeId, attempt } of page.items) {
      if (attempt !== 1 || given.get(assigneeId)?.join() !== id) return false;
      jobs.add(id);
    }
    cursor = page.nextCursor;
    if (cursor === null) return jobs.size === given.size;
  }
}

async function recordBare(count: number): Promise<number> {
  const state = makeStateFolder("bare-rollout");
  const { http, stop } = await startBare(state);
  try {
    const record = (index: number) => http.send(`/record?name=${index}`, { index });
    return (await timed(() => inParallel(count, DEVICES_AT_ONCE, record))).ms;
  } finally {
    await stop();
    removeStateFolder(state);
  }
}
