import type { Page } from "@fieldline/db/page";
import type { StoredSchedule } from "@fieldline/db/schedule-row";
import { listRuns } from "@fieldline/db/schedule-runs";
import { listSchedules, presented, schedulesForCalendar } from "@fieldline/db/schedules";
import { Occurrences, type Timing } from "@fieldline/domain/cron";
import { reaches } from "@fieldline/domain/refusal";
import type { Schedule, ScheduleRun, Upcoming } from "@fieldline/domain/schedule";
import type { Context, SignedIn } from "../context.ts";
import { getSchedule } from "./change-schedule.ts";
import { inWords } from "./in-words.ts";

/** What a week's calendar shows at most. */
const MAX_UPCOMING = 2_000;
const MAX_SHOWN_SCHEDULES = 500;

/** Throws SCHEDULE_NOT_FOUND. */
export async function readSchedule(ctx: SignedIn, { id }: { id: string }): Promise<Schedule> {
  return shownTo(ctx, await presented(ctx.db, await getSchedule(ctx, id)));
}

/** A page of schedules by name. */
export async function readSchedules(
  ctx: SignedIn,
  asked: Parameters<typeof listSchedules>[1],
): Promise<Page<Schedule>> {
  const { items, nextCursor } = await listSchedules(ctx.db, asked);
  return { items: items.map((schedule) => shownTo(ctx, schedule)), nextCursor };
}

/** A page of what became of a schedule's occurrences, the newest first. Throws SCHEDULE_NOT_FOUND. */
export async function readRuns(
  ctx: SignedIn,
  asked: { id: string; limit: number; cursor?: string | null | undefined },
) {
  const { ownerId } = await getSchedule(ctx, asked.id);
  const { items, nextCursor } = await listRuns(ctx.db, asked);
  return { items: items.map((run) => runTo(ctx, { ownerId, run })), nextCursor };
}

function shownTo(ctx: SignedIn, schedule: Schedule): Schedule {
  const { ownerId, lastRun: run } = schedule;
  return { ...schedule, lastRun: run && runTo(ctx, { ownerId, run }) };
}

/** What a run has started is its owner's: who does not see their jobs is not told which it is, nor how it stands. */
function runTo({ user }: SignedIn, { ownerId, run }: { ownerId: string; run: ScheduleRun }): ScheduleRun {
  return reaches(user, "read", ownerId) ? run : { ...run, jobId: null, rolloutId: null, status: null };
}

/** When schedules are due between two moments, in order; of one that is due very often, its first times. */
export async function readUpcoming(
  ctx: Context,
  { from, to }: { from: number; to: number },
): Promise<{ items: Upcoming[] }> {
  const schedules = await schedulesForCalendar(ctx.db, MAX_SHOWN_SCHEDULES);
  const share = Math.max(4, Math.floor(MAX_UPCOMING / Math.max(1, schedules.length)));
  const items = schedules.flatMap((schedule) => upcomingOf(schedule, { from, to, share }));
  return { items: items.sort((one, other) => one.at - other.at).slice(0, MAX_UPCOMING) };
}

function upcomingOf(
  schedule: StoredSchedule,
  { from, to, share }: { from: number; to: number; share: number },
): Upcoming[] {
  const { id, name, isEnabled, nextDueAt, skipsNext } = schedule;
  return new Occurrences(schedule)
    .between(from, to, share)
    .filter((at) => !(skipsNext && at === nextDueAt))
    .map((at) => ({ scheduleId: id, name, at, isEnabled }));
}

/** What a cron expression means: in words, and when it is due next. */
export function previewSchedule(
  { clock }: Pick<Context, "clock">,
  { from, count, ...timing }: Timing & { from?: number | undefined; count: number },
): { inWords: string; runs: number[] } {
  return { inWords: inWords(timing.cron), runs: new Occurrences(timing).nextAfter(from ?? clock(), count) };
}
