import { phaseMs } from "../probe/grid.ts";
import { Occurrences } from "./cron.ts";
import type { Schedule } from "./schedule.ts";

/** An alarm that comes this late is still on time. */
const ON_TIME_MS = 30_000;
/** Missed occurrences are counted one by one no further than this. */
export const MOST_COUNTED = 500;

export type Timed = Pick<Schedule, "id" | "cron" | "timeZone" | "catchUpMs" | "jitterMs" | "skipsNext">;

/** When a schedule is due next by its pattern, and when it starts then: later by its share of the jitter. */
export interface NextRun {
  dueAt: number;
  at: number;
}

export interface Missed {
  firstAt: number;
  lastAt: number;
  count: number;
  /** There were more, which nobody counted. */
  isMore: boolean;
}

/** What becomes of the occurrences that are due: each is in exactly one place. */
export interface DuePlan {
  /** Passed over as somebody had wanted it. */
  passedOver: number | null;
  /** Too late to be run, or overtaken by a later one. */
  missed: Missed | null;
  /** Is to run now. */
  run: number | null;
  next: NextRun | null;
}

/** When a schedule runs first after this moment; null where it never does. */
export function nextRunAfter(schedule: Timed, at: number): NextRun | null {
  const occurrences = new Occurrences(schedule);
  return nextOf(schedule, occurrences, occurrences.after(at));
}

/**
 * What becomes of all that is due by now, from `next` on, which is: of several the last one is run if it is not too late,
 * and the others are missed.
 */
export function planDue(schedule: Timed, next: NextRun, now: number): DuePlan {
  const occurrences = new Occurrences(schedule);
  const first = next.dueAt;
  const last = lastDue({ schedule, occurrences, next }, now);
  const following = nextOf(schedule, occurrences, occurrences.after(last));
  const start = schedule.skipsNext ? occurrences.after(first) : first;
  const plan: DuePlan = { passedOver: schedule.skipsNext ? first : null, missed: null, run: null, next: following };
  if (start === undefined || start > last) return plan;
  const lateBy = now - startOf(schedule, occurrences, last);
  if (lateBy > Math.max(schedule.catchUpMs, ON_TIME_MS)) return { ...plan, missed: missedOf(occurrences, start, last) };
  const lastMissed = last > start ? occurrences.before(last) : undefined;
  return { ...plan, run: last, missed: lastMissed === undefined ? null : missedOf(occurrences, start, lastMissed) };
}

interface Due {
  schedule: Timed;
  occurrences: Occurrences;
  next: NextRun;
}

/** The last occurrence whose start has come. */
function lastDue({ schedule, occurrences, next }: Due, now: number): number {
  const last = Math.max(next.dueAt, occurrences.before(now + 1) ?? next.dueAt);
  if (last === next.dueAt || startOf(schedule, occurrences, last) <= now) return last;
  return Math.max(next.dueAt, occurrences.before(last) ?? next.dueAt);
}

function missedOf(occurrences: Occurrences, firstAt: number, lastAt: number): Missed {
  return { firstAt, lastAt, ...occurrences.count(firstAt, lastAt, MOST_COUNTED) };
}

function nextOf(schedule: Timed, occurrences: Occurrences, dueAt: number | undefined): NextRun | null {
  return dueAt === undefined ? null : { dueAt, at: startOf(schedule, occurrences, dueAt) };
}

/** When an occurrence starts: never early, always the same, and before the next one is due. */
function startOf({ id, jitterMs }: Timed, occurrences: Occurrences, dueAt: number): number {
  if (jitterMs === 0) return dueAt;
  const gapMs = (occurrences.after(dueAt) ?? Number.POSITIVE_INFINITY) - dueAt;
  return dueAt + phaseMs(`${id}/${dueAt}`, Math.min(jitterMs + 1, gapMs));
}
