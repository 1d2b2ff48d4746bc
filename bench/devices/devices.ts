import { startBare } from "../bare/serve-bare.ts";
import { type Distribution, distributionOf, inMs } from "../lib/distribution.ts";
import type { Product } from "../lib/product.ts";
import type { Figure } from "../lib/report.ts";
import { cpuPercent, type Usage, usageOf } from "../lib/runtime-process.ts";
import { makeStateFolder, removeStateFolder } from "../lib/state-folders.ts";
import { atPace, timed } from "../lib/waiting.ts";
import { countDatabaseCalls } from "./database-calls.ts";
import { type SimulatedDevice, withFleet } from "./fleet.ts";

const TARGET_P99_MS = 100;
const TRACED_POLLS = 500;
/** Of more devices too many go offline while strace, which slows everything down, looks: their rows are written then. */
const MOST_TRACED = 2_000;

interface Plan {
  count: number;
  everyMs: number;
  /** That are measured. */
  rounds: number;
}
interface Round {
  latencyMs: Distribution;
  failures: number;
  cpuPercent: number;
}
interface Outcome extends Round {
  memoryBytes: number;
}

/** What devices cost that ask and are told that there is nothing, beside objects that only note that they were asked. */
export async function measureDevices({
  quick,
  devices: count,
}: {
  quick: boolean;
  devices: number;
}): Promise<Figure[]> {
  const everyMs = quick ? 10_000 : 30_000;
  const plan = { count, everyMs, rounds: quick ? 1 : 2 };
  const bare = await pollBare(plan);
  const { product, calls } = await withFleet(count, (running, devices) => pollProduct(running, devices, plan));
  const topic = `${count.toLocaleString("en")} devices, a poll each ${everyMs / 1_000} s`;
  return [
    {
      topic,
      what: "heartbeat or next, p50 / p99",
      product: inMs(product.latencyMs),
      baseline: `${inMs(bare.latencyMs)} (an object that sets an alarm)`,
      target: `p99 < ${TARGET_P99_MS} ms`,
      holds: product.latencyMs.p99 < TARGET_P99_MS,
    },
    {
      topic,
      what: "polls that failed",
      product: inWords(product),
      baseline: inWords(bare),
      target: "none",
      holds: product.failures === 0,
    },
    { topic, what: "CPU, of one core", product: percent(product.cpuPercent), baseline: percent(bare.cpuPercent) },
    {
      topic,
      what: "memory a device",
      product: kilobytes(product.memoryBytes / count),
      baseline: kilobytes(bare.memoryBytes / count),
    },
    {
      topic,
      what: "D1 transactions an idle poll",
      product:
        calls === undefined
          ? `not measured: it takes strace, and at most ${MOST_TRACED} devices`
          : (calls / TRACED_POLLS).toFixed(3),
      target: "0",
      ...(calls !== undefined && { holds: calls === 0 }),
    },
  ];
}

async function pollProduct(product: Product, devices: SimulatedDevice[], plan: Plan) {
  const idle = await usageOf(product.runtimePid);
  const poll = (index: number) => {
    const { http } = devices[index % devices.length] as SimulatedDevice;
    // In turns, so that each device does both.
    const isBeat = (index + Math.floor(index / devices.length)) % 2 === 0;
    return http.send(isBeat ? "/trpc/device.heartbeat" : "/trpc/device.next", {});
  };
  const outcome = await measure({ runtimePid: product.runtimePid, plan, idle }, poll);
  if (plan.count > MOST_TRACED) return { product: outcome, calls: undefined };
  const ask = () => product.query("jobs.list");
  const calls = await countDatabaseCalls({ runtimePid: product.runtimePid, state: product.state, ask }, () =>
    atPace({ count: TRACED_POLLS, aSecond: 100, atOnce: 8 }, poll),
  );
  return { product: outcome, calls };
}

async function pollBare(plan: Plan): Promise<Outcome> {
  const state = makeStateFolder("bare-devices");
  const { http, runtimePid, stop } = await startBare(state);
  try {
    const idle = await usageOf(runtimePid);
    return await measure({ runtimePid, plan, idle }, (index) => http.send(`/poll?name=${index % plan.count}`, {}));
  } finally {
    await stop();
    removeStateFolder(state);
  }
}

type Poll = (index: number) => Promise<unknown>;
interface Polling {
  runtimePid: number | undefined;
  plan: Plan;
  idle: Usage;
}

/** The first round makes each device known to be there; the rest are measured. */
async function measure({ runtimePid, plan, idle }: Polling, poll: Poll): Promise<Outcome> {
  await pollEvenly({ ...plan, rounds: 1 }, poll);
  const before = await usageOf(runtimePid);
  const { times, failures } = await pollEvenly(plan, poll);
  const after = await usageOf(runtimePid);
  return {
    latencyMs: distributionOf(times),
    failures,
    cpuPercent: cpuPercent(before, after),
    memoryBytes: after.memoryBytes - idle.memoryBytes,
  };
}

async function pollEvenly({ count, everyMs, rounds }: Plan, poll: Poll) {
  const times: number[] = [];
  let failures = 0;
  await atPace({ count: count * rounds, aSecond: (count * 1_000) / everyMs, atOnce: 64 }, async (index) => {
    try {
      times.push((await timed(() => poll(index))).ms);
    } catch {
      failures++;
    }
  });
  return { times, failures };
}

const inWords = ({ failures, latencyMs }: Round) =>
  `${failures.toLocaleString("en")} of ${(failures + latencyMs.count).toLocaleString("en")}`;
const percent = (value: number) => `${value.toFixed(0)} %`;
const kilobytes = (bytes: number) => `${(bytes / 1_024).toFixed(0)} KiB`;
