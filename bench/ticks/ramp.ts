import { cpuPercent, type Usage, usageOf } from "../lib/runtime-process.ts";
import { makeStateFolder, removeStateFolder } from "../lib/state-folders.ts";
import { atPace, sleep } from "../lib/waiting.ts";
import { CADENCE_MS, type Kept, keptTicks, readTickLogs } from "./kept-ticks.ts";
import type { Runner } from "./runners.ts";

export interface RampPlan {
  levels: number[];
  warmUpMs: number;
  measureMs: number;
}
export interface Step extends Kept {
  objects: number;
  seconds: number;
  cpuPercent: number;
  memoryBytes: number;
}
export interface Ramp {
  idleMemoryBytes: number;
  steps: Step[];
}

/** Objects start evenly over whole seconds, so that they tick evenly within each. */
const STARTS_A_SECOND = 200;

/** Measures at each level in turn, more objects joining those that tick already. */
export async function climb(
  name: string,
  run: (state: string) => Promise<Runner>,
  { levels, warmUpMs, measureMs }: RampPlan,
): Promise<Ramp> {
  const state = makeStateFolder(name);
  const runner = await run(state);
  const readings: { objects: number; before: Usage; after: Usage }[] = [];
  let idle: Usage;
  try {
    idle = await usageOf(runner.runtimePid);
    let started = 0;
    for (const objects of levels) {
      const from = started;
      await atPace({ count: objects - from, aSecond: STARTS_A_SECOND, atOnce: 16 }, (index) =>
        runner.startOne(from + index),
      );
      started = objects;
      await sleep(warmUpMs);
      const before = await usageOf(runner.runtimePid);
      await sleep(measureMs);
      readings.push({ objects, before, after: await usageOf(runner.runtimePid) });
    }
    await sleep(2 * CADENCE_MS);
  } finally {
    await runner.stop();
  }
  const logs = readTickLogs(state, runner.className, runner.read);
  removeStateFolder(state);
  const steps = readings.map(({ objects, before, after }) => ({
    ...keptTicks(logs, { from: before.at, to: after.at }),
    objects,
    seconds: (after.at - before.at) / 1_000,
    cpuPercent: cpuPercent(before, after),
    memoryBytes: after.memoryBytes,
  }));
  return { idleMemoryBytes: idle.memoryBytes, steps };
}
