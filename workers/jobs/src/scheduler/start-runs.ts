import type { Start } from "@fieldline/db/schedule-starts";
import { startable } from "@fieldline/domain/schedule-overlap";
import type { SchedulerWorld } from "./world.ts";

/** Runs that are read together. */
const BATCH = 200;
/** Runs that are started at the same time. */
const AT_ONCE = 8;
const WAITING_SCHEDULES = 500;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
const MOST_TRIES = 10;

/** Lets those that wait start where a run before them has ended; whether any still waits. */
export async function admitWaiting(world: SchedulerWorld): Promise<boolean> {
  const schedules = await world.listWaiting(WAITING_SCHEDULES);
  if (schedules.length === 0) return false;
  const loads = await world.loadsOf(schedules.map(({ id }) => id));
  for (const schedule of schedules) {
    const load = loads.get(schedule.id);
    const count = load ? startable(schedule, load) : 0;
    if (count > 0) await world.letStart({ id: schedule.id, count, now: world.clock() });
  }
  return true;
}

/** Starts the recorded runs that have nothing behind them yet, until the deadline; whether there may be more. */
export async function startRecorded(world: SchedulerWorld, deadline: number): Promise<boolean> {
  for (;;) {
    const starts = await world.listStarts(world.clock(), BATCH);
    if (starts.length === 0) return false;
    const lanes = Array.from({ length: AT_ONCE }, async () => {
      for (let next = starts.shift(); next; next = starts.shift()) await startOne(world, next);
    });
    await Promise.all(lanes);
    if (world.clock() >= deadline) return true;
  }
}

async function startOne(world: SchedulerWorld, start: Start): Promise<void> {
  try {
    await world.startRun(start);
  } catch (error) {
    world.reportError(error);
    if (start.tries + 1 >= MOST_TRIES) return world.refuse(start, `It could not be started in ${MOST_TRIES} tries`);
    const delayMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** start.tries);
    await world.postpone(start, world.clock() + delayMs);
  }
}
