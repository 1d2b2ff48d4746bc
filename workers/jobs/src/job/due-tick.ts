import { gridOf } from "@fieldline/domain/agenda";
import { tickAt } from "@fieldline/domain/grid";
import { planTick } from "@fieldline/domain/plan-tick";
import type { JobRun } from "./job-run.ts";
import type { World } from "./world.ts";

const LONGEST_WAIT_MS = 1_000;

export interface DueTick {
  tick: number;
  waitMs: number;
}

/**
 * The tick to measure now and how long its packets may wait; undefined where none can be. A tick that comes too late
 * is passed over, and the next one waited for here where it is near: an alarm of its own would cost a commit, just
 * when the machine cannot keep up.
 */
export async function dueTick(run: JobRun, world: World): Promise<DueTick | undefined> {
  const planned = plan(run, world);
  if (!planned) return undefined;
  if (planned.waitMs !== undefined) return { tick: planned.tick, waitMs: planned.waitMs };
  run.nextTick = planned.tick + 1;
  const untilNextMs = planned.endsAt - world.clock();
  if (untilNextMs > LONGEST_WAIT_MS) return undefined;
  await world.wait(untilNextMs);
  const next = run.job.status === "running" ? plan(run, world) : undefined;
  return next?.waitMs === undefined ? undefined : { tick: next.tick, waitMs: next.waitMs };
}

/** Read anew each time: a pause in between moves the grid. */
function plan(run: JobRun, world: World) {
  const { job } = run;
  const grid = gridOf(job);
  if (!grid || job.kind !== "probe") return undefined;
  const planned = planTick(grid, { ...job.spec, nextTick: run.nextTick, now: world.clock() });
  return planned && { ...planned, endsAt: tickAt(grid, planned.tick + 1) };
}
