import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { rawBatch } from "./raw-batch.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
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
type HourLoss = { hour: number; percent: number };
type Used = { created: number };
type DayLoss = { percent: number | null };

/** The figures of the overview. "Today" is the UTC day of `now`. */
export async function readJobStats(
  db: Database,
  { now, requesterId }: { now: number; requesterId: string },
): Promise<JobStats> {
  const dayStart = now - (now % DAY_MS);
  const firstHour = now - (now % HOUR_MS) - (HOURS - 1) * HOUR_MS;
  const since = Math.min(dayStart, firstHour);
  const hourOf = (column: string) => sql.raw(`(${column} / ${HOUR_MS}) * ${HOUR_MS}`);
  const perHour = (table: string, column: string, condition = "1 = 1") =>
    sql`SELECT ${hourOf(column)} AS hour, count(*) AS n FROM ${sql.raw(table)} WHERE ${sql.raw(column)} >= ${since} AND ${sql.raw(condition)} GROUP BY 1`;

  const [open, created, loss, started, ended, completed, alerts, used, dayLoss] = (await rawBatch(db, [
    sql`SELECT count(*) AS n FROM jobs WHERE status = 'running'`,
    perHour("jobs", "created_at"),
    sql`SELECT ${hourOf("created_at")} AS hour, avg(loss_percent) AS percent FROM jobs WHERE created_at >= ${since} AND loss_percent IS NOT NULL GROUP BY 1`,
    perHour("jobs", "started_at", "(status = 'running' OR ended_at IS NOT NULL)"),
    perHour("jobs", "ended_at", "started_at IS NOT NULL"),
    perHour("jobs", "ended_at", "status = 'completed'"),
    perHour("alerts", "raised_at"),
    sql`SELECT created FROM job_days WHERE requester_id = ${requesterId} AND day = ${dayStart / DAY_MS}`,
    sql`SELECT avg(loss_percent) AS percent FROM jobs WHERE created_at >= ${dayStart}`,
  ])) as [Count[], HourCount[], HourLoss[], HourCount[], HourCount[], HourCount[], HourCount[], Used[], DayLoss[]];

  const running = open[0]?.n ?? 0;
  const hours = Array.from({ length: HOURS }, (_, index): StatsHour => {
    const at = firstHour + index * HOUR_MS;
    const later = (counts: HourCount[]) => counts.reduce((sum, { hour, n }) => (hour > at ? sum + n : sum), 0);
    return {
      at,
      // Counted back from now: what started later was not running yet, what ended later still was.
      running: Math.max(0, running - later(started) + later(ended)),
      created: countAt(created, at),
      completed: countAt(completed, at),
      averageLossPercent: loss.find(({ hour }) => hour === at)?.percent ?? null,
      alerts: countAt(alerts, at),
    };
  });
  const today = (counts: HourCount[]) => counts.reduce((sum, { hour, n }) => (hour >= dayStart ? sum + n : sum), 0);
  return {
    running,
    completedToday: today(completed),
    averageLossToday: dayLoss[0]?.percent ?? null,
    alertsToday: today(alerts),
    jobsToday: today(created),
    usedToday: used[0]?.created ?? 0,
    hours,
  };
}

function countAt(counts: HourCount[], at: number): number {
  return counts.find(({ hour }) => hour === at)?.n ?? 0;
}
