import { PACKETS_AT_ONCE } from "../input/create-job.ts";
import { endsAt, type Grid, tickAt, tickCount, tickOf } from "../probe/grid.ts";

/** A tick leaves this much of its window free for storing what it measured. */
const WINDOW_MARGIN_MS = 20;

export interface TickPlan {
  tick: number;
  /** How long each packet may wait, in ms; undefined where too little is left, and the tick is missed. */
  waitMs: number | undefined;
}

interface Packets {
  packets: number;
  timeoutMs: number;
}

/** When the last tick has had its time, in epoch ms: the probe's end, or later where the end would cut that tick short. */
export function lastTickEndsAt(grid: Grid, { packets, timeoutMs }: Packets): number {
  const count = tickCount(grid.durationMs, grid.cadenceMs);
  const neededMs = roundsOf(packets) * timeoutMs + WINDOW_MARGIN_MS;
  return Math.min(tickAt(grid, count), Math.max(endsAt(grid), tickAt(grid, count - 1) + neededMs));
}

/**
 * The tick to measure at `now`, or undefined when none is due. A tick that comes late waits shorter, so that it ends
 * within its window; with less than half of its timeout left it is missed rather than measured wrongly.
 */
export function planTick(
  grid: Grid,
  { nextTick, now, packets, timeoutMs }: Packets & { nextTick: number; now: number },
): TickPlan | undefined {
  const tick = tickOf(grid, now);
  if (tick < nextTick || tick >= tickCount(grid.durationMs, grid.cadenceMs)) return undefined;
  const windowEndsAt = Math.min(tickAt(grid, tick + 1), lastTickEndsAt(grid, { packets, timeoutMs }));
  const leftMs = Math.floor((windowEndsAt - now - WINDOW_MARGIN_MS) / roundsOf(packets));
  const waitMs = Math.min(timeoutMs, leftMs);
  return { tick, waitMs: waitMs >= timeoutMs / 2 ? waitMs : undefined };
}

function roundsOf(packets: number): number {
  return Math.ceil(packets / PACKETS_AT_ONCE);
}
