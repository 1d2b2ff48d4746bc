import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { rawBatch } from "./raw-batch.ts";

const HOUR_MS = 3_600_000;
const HOURS = 24;

export interface JobStats {
  running: number;
  completedToday: number;
  /** Mean of the loss of today's jobs in percent; null where none has been measured. */
  averageLossToday: number | null;
  alertsToday: number;
  jobsToday: number;
  usedToday: number;
  /** The last 24 hours, the oldest first. `running` is the count at the end of the hour. */
  hours: StatsHour[];
}

export interface StatsHour {
  at: number;
  running: number;
  created: number;
  completed: number;
  averageLossPercent: number | null;
  alerts: number;
}

type Count = { n: number };
type HourCount = { hour: number; n: number };
type Created = HourCount & { measured: number; lossPercent: number | null };
type Ended = HourCount & { wasRunning: number; completed: number };
type Used = { created: number };

/** The day that counts as today: its number, and when it began. */
export interface Today {
  day: number;
  startsAt: number;
}

interface Asked {
  now: number;
  today: Today;
  /** Whose use of the daily limit is told. */
  requesterId: string;
  /** Whether the other figures are of this requester's jobs alone. */
  isOwnOnly: boolean;
}

/** The figures of the overview. The hours are those of today's clock, so a day that starts at half past still sums. */
export async function readJobStats(
  db: Database,
  { now, today: { day, startsAt }, requesterId, isOwnOnly }: Asked,
): Promise<JobStats> {
  const firstHour = now - ((now - startsAt) % HOUR_MS) - (HOURS - 1) * HOUR_MS;
  const since = Math.min(startsAt, firstHour);
  const offset = startsAt % HOUR_MS;
  const hourOf = (column: string) => sql.raw(`((${column} - ${offset}) / ${HOUR_MS}) * ${HOUR_MS} + ${offset}`);
  const only = isOwnOnly ? sql` AND requester_id = ${requesterId}` : sql``;
  // One pass an index: the columns that are counted beside the time stand in it. A status of its own would tempt the
  // planner to walk every job that ever had it.
  const [open, created, started, ended, alerts, used] = (await rawBatch(db, [
    sql`SELECT count(*) AS n FROM jobs WHERE status = 'running'${only}`,
    sql`SELECT ${hourOf("created_at")} AS hour, count(*) AS n, count(loss_percent) AS measured, sum(loss_percent) AS lossPercent FROM jobs WHERE created_at >= ${since}${only} GROUP BY 1`,
    sql`SELECT ${hourOf("started_at")} AS hour, count(*) AS n FROM jobs WHERE started_at >= ${since} AND (+status = 'running' OR ended_at IS NOT NULL)${only} GROUP BY 1`,
    sql`SELECT ${hourOf("ended_at")} AS hour, count(*) AS n, count(started_at) AS wasRunning, sum(+status = 'completed') AS completed FROM jobs WHERE ended_at >= ${since}${only} GROUP BY 1`,
    sql`SELECT ${hourOf("raised_at")} AS hour, count(*) AS n FROM alerts WHERE raised_at >= ${since}${only} GROUP BY 1`,
    sql`SELECT created FROM job_days WHERE requester_id = ${requesterId} AND day = ${day}`,
  ])) as [Count[], Created[], HourCount[], Ended[], HourCount[], Used[]];

  const running = open[0]?.n ?? 0;
  const wasRunning = ended.map(({ hour, wasRunning: n }) => ({ hour, n }));
  const completed = ended.map(({ hour, completed: n }) => ({ hour, n }));
  const hours = Array.from({ length: HOURS }, (_, index): StatsHour => {
    const at = firstHour + index * HOUR_MS;
    const later = (counts: HourCount[]) => counts.reduce((sum, { hour, n }) => (hour > at ? sum + n : sum), 0);
    return {
      at,
      // Counted back from now: what started later was not running yet, what ended later still was.
      running: Math.max(0, running - later(started) + later(wasRunning)),
      created: countAt(created, at),
      completed: countAt(completed, at),
      averageLossPercent: averageLoss(created.filter(({ hour }) => hour === at)),
      alerts: countAt(alerts, at),
    };
  });
  const today = (counts: HourCount[]) => counts.reduce((sum, { hour, n }) => (hour >= startsAt ? sum + n : sum), 0);
  return {
    running,
    completedToday: today(completed),
    averageLossToday: averageLoss(created.filter(({ hour }) => hour >= startsAt)),
    alertsToday: today(alerts),
    jobsToday: today(created),
    usedToday: used[0]?.created ?? 0,
    hours,
  };
}

function averageLoss(hours: Created[]): number | null {
  const measured = hours.reduce((sum, hour) => sum + hour.measured, 0);
  return measured === 0 ? null : hours.reduce((sum, hour) => sum + (hour.lossPercent ?? 0), 0) / measured;
}

function countAt(counts: HourCount[], at: number): number {
  return counts.find(({ hour }) => hour === at)?.n ?? 0;
}
