import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { build } from "../scripts/server/build.ts";
import { ROOT } from "../scripts/server/paths.ts";
import { measureAuthentication } from "./authentication/authentication.ts";
import { measureControl } from "./control/control.ts";
import { measureDevices } from "./devices/devices.ts";
import { measureFrontEnds } from "./front-ends/front-ends.ts";
import { cleanUpOnSignals } from "./lib/interruption.ts";
import { machineInWords } from "./lib/machine.ts";
import { type Figure, markdownOf, textOf } from "./lib/report.ts";
import { removeAllStateFolders } from "./lib/state-folders.ts";
import { measureLists } from "./lists/lists.ts";
import { measurePush } from "./push/push.ts";
import { measureRollouts } from "./rollouts/rollouts.ts";
import { measureTasks } from "./tasks/tasks.ts";
import { measureTicks } from "./ticks/ticks.ts";
import { measureWatchers } from "./watchers/watchers.ts";

interface Options {
  quick: boolean;
  /** Of the topics with a fleet. */
  devices: number;
}
const TOPICS: Record<string, (options: Options) => Promise<Figure[]>> = {
  "front-ends": measureFrontEnds,
  authentication: measureAuthentication,
  control: measureControl,
  watchers: measureWatchers,
  ticks: measureTicks,
  push: measurePush,
  devices: measureDevices,
  rollouts: measureRollouts,
  tasks: measureTasks,
  lists: measureLists,
};
const RESULTS = resolve(ROOT, "bench/results.md");

const { values: options } = parseArgs({
  options: {
    only: { type: "string", default: Object.keys(TOPICS).join(",") },
    quick: { type: "boolean", default: false },
    devices: { type: "string" },
    "no-build": { type: "boolean", default: false },
  },
});
const wanted = options.only.split(",");
const unknown = wanted.find((name) => !TOPICS[name]);
if (unknown !== undefined) {
  console.error(`There is no topic "${unknown}". The topics are ${Object.keys(TOPICS).join(", ")}.`);
  process.exit(2);
}
const devices = Number(options.devices ?? (options.quick ? 1_000 : 10_000));
if (!Number.isInteger(devices) || devices < 1) {
  console.error(`--devices is a whole number of devices from 1, not "${options.devices}".`);
  process.exit(2);
}

cleanUpOnSignals(removeAllStateFolders);
try {
  if (!options["no-build"]) await build();
  const figures: Figure[] = [];
  for (const [name, measure] of Object.entries(TOPICS)) {
    if (!wanted.includes(name)) continue;
    const startedAt = Date.now();
    process.stderr.write(`${name} … `);
    const measured = await measure({ quick: options.quick, devices });
    figures.push(...measured);
    // Told at once: a run that breaks off later has not measured this for nothing.
    process.stderr.write(`${((Date.now() - startedAt) / 1_000).toFixed(0)} s\n${textOf(measured)}\n`);
  }
  console.log(`\n${textOf(figures)}\n${machineInWords()}`);
  // A part of the table, or a hurried one, does not replace the whole.
  if (wanted.length === Object.keys(TOPICS).length && !options.quick) await writeFile(RESULTS, resultsOf(figures));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function resultsOf(figures: Figure[]): string {
  return `# What was measured

By \`npm run bench\`, each figure beside its baseline of the same run. ${machineInWords()}.

${markdownOf(figures)}`;
}
