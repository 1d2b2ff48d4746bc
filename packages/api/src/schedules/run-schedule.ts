import { findRun, insertManualRun } from "@fieldline/db/schedule-runs";
import { presented, setSkipped } from "@fieldline/db/schedules";
import { DomainError } from "@fieldline/domain/errors";
import type { Schedule, ScheduleRun } from "@fieldline/domain/schedule";
import { auditOf } from "../audit-entry.ts";
import { callerOf, type SignedIn } from "../context.ts";
import { getSchedule } from "./change-schedule.ts";
import { startRun } from "./start-run.ts";

const entityType = "schedule" as const;

/**
 * Runs a schedule now, whether it is switched on or not, beside what of it is under way, in its owner's name. Throws
 * SCHEDULE_NOT_FOUND; what cannot be started is a run that has failed.
 */
export async function runNow(ctx: SignedIn, { id }: { id: string }): Promise<ScheduleRun> {
  const schedule = await getSchedule(ctx, id);
  const audit = auditOf(ctx, { action: "schedule.runNow", entityType, entityId: id, after: { name: schedule.name } });
  const { actor: by } = callerOf(ctx);
  // No occurrence of a pattern is within a second.
  let dueAt = audit.at % 1_000 === 0 ? audit.at + 1 : audit.at;
  while (!(await insertManualRun(ctx.db, { scheduleId: id, dueAt, by, audit }))) {
    if (!(await findRun(ctx.db, { scheduleId: id, dueAt }))) await getSchedule(ctx, id);
    dueAt++;
  }
  try {
    await startRun(ctx, { schedule, dueAt, tries: 0 });
  } catch (error) {
    // The record stands: the scheduler tries it again.
    ctx.reportError(error);
    await ctx.scheduler.changed().catch(ctx.reportError);
  }
  return (await findRun(ctx.db, { scheduleId: id, dueAt })) as ScheduleRun;
}

/** Has the next occurrence passed over, or no longer. Throws SCHEDULE_NOT_FOUND, ILLEGAL_TRANSITION. */
export async function skipNext(
  ctx: SignedIn,
  { id, isSkipped }: { id: string; isSkipped: boolean },
): Promise<Schedule> {
  // Goes round again only where it was due in between.
  for (;;) {
    const schedule = await getSchedule(ctx, id);
    const { nextDueAt, skipsNext } = schedule;
    if (nextDueAt === null)
      throw new DomainError("ILLEGAL_TRANSITION", `${schedule.name} is switched off, so it has no next run to skip.`);
    if (skipsNext === isSkipped) return presented(ctx.db, schedule);
    const by = isSkipped ? callerOf(ctx).actor : null;
    const change = { before: { skipsNext }, after: { skipsNext: isSkipped, nextAt: nextDueAt } };
    const audit = auditOf(ctx, { action: "schedule.skipNext", entityType, entityId: id, ...change });
    if (await setSkipped(ctx.db, { schedule, by, audit }))
      return presented(ctx.db, { ...schedule, skipsNext: isSkipped, skippedBy: by });
  }
}
