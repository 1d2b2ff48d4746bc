import type { StoredSchedule } from "@fieldline/db/schedule-row";
import type { NewRun, Recorded } from "@fieldline/db/schedules-due";
import { type DuePlan, type Missed, planDue } from "@fieldline/domain/schedule-due";
import { admit, type Load } from "@fieldline/domain/schedule-overlap";
import type { SchedulerWorld } from "./world.ts";

/** Schedules that are looked at together, by one read and one write. */
const BATCH = 200;
const NONE: Load = { open: 0, waiting: 0 };

/** Records what has become of all that is due, until the deadline; whether there may be more. */
export async function recordDue(world: SchedulerWorld, deadline: number): Promise<boolean> {
  for (;;) {
    const now = world.clock();
    const due = await world.listDue(now, BATCH);
    if (due.length === 0) return false;
    const loads = await world.loadsOf(due.map(({ id }) => id));
    await world.record(
      due.map((schedule) => recordedOf(schedule, loads.get(schedule.id) ?? NONE, now)),
      now,
    );
    if (world.clock() >= deadline) return true;
  }
}

/** What the occurrences of a schedule become that are due now. */
function recordedOf(schedule: StoredSchedule, load: Load, now: number): Recorded {
  const { nextDueAt, nextAt } = schedule;
  if (nextDueAt === null || nextAt === null) return { schedule, runs: [], next: null };
  let plan: DuePlan;
  try {
    plan = planDue(schedule, { dueAt: nextDueAt, at: nextAt }, now);
  } catch (error) {
    const reason = `Its pattern cannot be read any more, so it is never due again: ${String(error)}`;
    return { schedule, runs: [{ ...PLAIN, dueAt: nextDueAt, outcome: "failed", reason }], next: null };
  }
  const { passedOver, missed, run, next } = plan;
  const runs: NewRun[] = [];
  if (passedOver !== null)
    runs.push({
      ...PLAIN,
      dueAt: passedOver,
      outcome: "skipped",
      reason: "It was to be passed over",
      by: schedule.skippedBy,
    });
  if (missed)
    runs.push({
      ...PLAIN,
      dueAt: missed.firstAt,
      outcome: "missed",
      reason: whyMissed(missed, run),
      count: missed.count,
    });
  if (run !== null) runs.push({ ...PLAIN, dueAt: run, ...admitted(schedule, load) });
  return { schedule, runs, next };
}

const PLAIN = { reason: null, count: 1, by: null } as const;

function admitted(schedule: StoredSchedule, load: Load): Pick<NewRun, "outcome" | "reason"> {
  const admission = admit(schedule, load);
  if (admission.outcome === "skip") return { outcome: "skipped", reason: admission.reason };
  return { outcome: admission.outcome === "wait" ? "waiting" : "starting", reason: null };
}

function whyMissed({ count, isMore }: Missed, run: number | null): string {
  const away = "The server was away or too busy when it was due";
  const counted = isMore ? ` (more than ${count} times)` : "";
  return run === null
    ? `${away}${counted}, and it is too late to catch up`
    : `${away}${counted}; a later run stands for it`;
}
