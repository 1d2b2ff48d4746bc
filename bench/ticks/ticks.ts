import { inMs } from "../lib/distribution.ts";
import type { Figure } from "../lib/report.ts";
import { climb, type Ramp, type Step } from "./ramp.ts";
import { runBare, runProduct } from "./runners.ts";

const KEEPS_ALL_AT = 1_000;
const SHARE_OF_BARE = 0.8;

/** Ticks kept, their lateness and what they cost, beside an object that does nothing but tick. */
export async function measureTicks({ quick }: { quick: boolean }): Promise<Figure[]> {
  const plan = quick
    ? { levels: [100, 1_000], warmUpMs: 2_000, measureMs: 5_000 }
    : { levels: [100, 500, 1_000, 2_000], warmUpMs: 4_000, measureMs: 15_000 };
  const bare = await climb("bare-ticks", runBare, plan);
  const product = await climb("ticks", runProduct, plan);
  const pairs = product.steps.map((step, at) => [step, bare.steps[at] as Step] as const);
  return [...pairs.flatMap(figuresOf), ceilingOf(product, bare), memoryOf(product, bare)];
}

function figuresOf([step, bare]: readonly [Step, Step]): Figure[] {
  const topic = `${step.objects.toLocaleString("en")} probes at 1 s`;
  const mustKeep = step.objects <= KEEPS_ALL_AT;
  return [
    {
      topic,
      what: "ticks a second kept",
      product: keptInWords(step),
      baseline: `${keptInWords(bare)} (bare objects)`,
      ...(mustKeep && { target: "none missed", holds: step.kept === step.due }),
    },
    { topic, what: "lateness p50 / p99", product: inMs(step.latenessMs), baseline: inMs(bare.latenessMs) },
    { topic, what: "CPU, of one core", product: percent(step.cpuPercent), baseline: percent(bare.cpuPercent) },
  ];
}

function ceilingOf(product: Ramp, bare: Ramp): Figure {
  const [ours, theirs] = [highest(product), highest(bare)];
  return {
    topic: "All probes",
    what: "most ticks a second kept",
    product: `${ours.toFixed(0)} (${percent((100 * ours) / theirs)} of bare)`,
    baseline: theirs.toFixed(0),
    target: `${percent(100 * SHARE_OF_BARE)} of bare`,
    holds: ours >= SHARE_OF_BARE * theirs,
  };
}

function memoryOf(product: Ramp, bare: Ramp): Figure {
  return {
    topic: "All probes",
    what: "memory a running probe, of 1,000",
    product: memoryAnObject(product),
    baseline: memoryAnObject(bare),
  };
}

function memoryAnObject({ steps, idleMemoryBytes }: Ramp): string {
  const step = steps.find(({ objects }) => objects === 1_000);
  return step ? `${((step.memoryBytes - idleMemoryBytes) / step.objects / 1_024).toFixed(0)} KiB` : "–";
}

function highest({ steps }: Ramp): number {
  return Math.max(...steps.map(({ kept, seconds }) => kept / seconds));
}

function keptInWords({ due, kept, seconds }: Step): string {
  const missed = due - kept;
  return `${(kept / seconds).toFixed(0)}, ${missed === 0 ? "none missed" : `${missed.toLocaleString("en")} of ${due.toLocaleString("en")} missed`}`;
}

const percent = (value: number) => `${value.toFixed(0)} %`;
