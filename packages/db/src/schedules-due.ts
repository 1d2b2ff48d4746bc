import type { Actor } from "@fieldline/domain/job";
import type { NextRun } from "@fieldline/domain/schedule-due";
import type { Load } from "@fieldline/domain/schedule-overlap";
import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { listed } from "./group-filter.ts";
import { rawBatch } from "./raw-batch.ts";
import { type ScheduleRow, type StoredSchedule, scheduleOf, selectSchedules } from "./schedule-row.ts";
import type { StoredOutcome } from "./schedule-runs.ts";

/** The schedules that are due, the longest due first. */
export async function listDue(db: Database, now: number, limit: number): Promise<StoredSchedule[]> {
  const rows = await db.all<ScheduleRow>(sql`
    ${selectSchedules} WHERE s.next_at <= ${now} ORDER BY s.next_at LIMIT ${limit}`);
  return rows.map(scheduleOf);
}

/** When a schedule is due next, or a run is to be started; undefined where neither ever is. */
export async function nextDueAt(db: Database): Promise<number | undefined> {
  const [row] = await db.all<{ due: number | null; start: number | null }>(sql`
    SELECT (SELECT min(next_at) FROM schedules WHERE next_at IS NOT NULL) AS due,
      (SELECT min(start_after) FROM schedule_runs WHERE outcome = 'starting') AS start`);
  const times = [row?.due, row?.start].filter((at) => typeof at === "number");
  return times.length > 0 ? Math.min(...times) : undefined;
}

/** How many runs of these schedules are under way, and wait; those whose job or rollout has ended are let go. */
export async function loadsOf(db: Database, ids: string[]): Promise<Map<string, Load>> {
  const among = listed(ids);
  const [, rows = []] = await rawBatch(db, [
    sql`
      UPDATE schedule_runs SET is_open = 0
      WHERE is_open = 1 AND outcome = 'started' AND schedule_id IN ${among}
        AND NOT EXISTS (SELECT 1 FROM jobs WHERE jobs.id = job_id
          AND status IN ('scheduled', 'blocked', 'queued', 'assigned', 'running', 'paused'))
        AND NOT EXISTS (SELECT 1 FROM rollouts WHERE rollouts.id = rollout_id AND status = 'running')`,
    sql`
      SELECT value AS id,
        (SELECT count(*) FROM schedule_runs WHERE schedule_id = value AND is_open = 1) AS open,
        (SELECT count(*) FROM schedule_runs WHERE schedule_id = value AND outcome = 'waiting') AS waiting
      FROM json_each(${JSON.stringify(ids)})`,
  ]);
  return new Map((rows as ({ id: string } & Load)[]).map(({ id, ...load }) => [id, load]));
}

/** What became of one occurrence, or of a row of missed ones. */
export interface NewRun {
  dueAt: number;
  outcome: StoredOutcome;
  reason: string | null;
  count: number;
  by: Actor | null;
}

/** What the occurrences of a schedule that are due have become, and when it is due next. */
export interface Recorded {
  schedule: Pick<StoredSchedule, "id" | "nextDueAt" | "updatedAt">;
  runs: NewRun[];
  next: NextRun | null;
}

/**
 * Writes what became of occurrences and moves their schedules on, in one transaction: whatever fails before or after it,
 * each occurrence has one record and none is looked at twice. A schedule that was changed meanwhile is left out.
 */
export async function recordRuns(db: Database, recorded: Recorded[], now: number): Promise<void> {
  const runs = recorded.flatMap(({ schedule: { id, nextDueAt: from, updatedAt }, runs: each }) =>
    each.map((run) => ({ ...run, id, from, updatedAt })),
  );
  const moves = recorded.map(({ schedule: { id, nextDueAt: from, updatedAt }, next }) => ({
    ...{ id, from, updatedAt },
    dueAt: next?.dueAt ?? null,
    at: next?.at ?? null,
  }));
  await rawBatch(db, [
    sql`
      INSERT INTO schedule_runs (schedule_id, due_at, outcome, reason, count, by, at, is_open, start_after)
      SELECT s.id, r.value ->> '$.dueAt', r.value ->> '$.outcome', r.value ->> '$.reason', r.value ->> '$.count',
        r.value ->> '$.by', ${now}, r.value ->> '$.outcome' = 'starting',
        CASE WHEN r.value ->> '$.outcome' = 'starting' THEN ${now} END
      FROM json_each(${JSON.stringify(runs)}) AS r JOIN schedules AS s ON s.id = r.value ->> '$.id'
        AND s.next_due_at = r.value ->> '$.from' AND s.updated_at = r.value ->> '$.updatedAt'
      WHERE true ON CONFLICT DO NOTHING`,
    sql`
      UPDATE schedules SET next_due_at = m.value ->> '$.dueAt', next_at = m.value ->> '$.at', skipped_by = NULL
      FROM json_each(${JSON.stringify(moves)}) AS m
      WHERE schedules.id = m.value ->> '$.id' AND next_due_at = m.value ->> '$.from'
        AND updated_at = m.value ->> '$.updatedAt'`,
  ]);
}

/** Schedules whose runs wait for one before them to end. */
export async function listWaiting(db: Database, limit: number): Promise<StoredSchedule[]> {
  const rows = await db.all<ScheduleRow>(sql`
    ${selectSchedules} WHERE s.id IN (SELECT DISTINCT schedule_id FROM schedule_runs WHERE outcome = 'waiting')
    LIMIT ${limit}`);
  return rows.map(scheduleOf);
}

/** Lets so many of a schedule's waiting runs start, the oldest first. */
export async function letStart(db: Database, { id, count, now }: { id: string; count: number; now: number }) {
  await db.run(sql`
    UPDATE schedule_runs SET outcome = 'starting', is_open = 1, start_after = ${now}
    WHERE schedule_id = ${id} AND outcome = 'waiting' AND due_at IN
      (SELECT due_at FROM schedule_runs WHERE schedule_id = ${id} AND outcome = 'waiting' ORDER BY due_at LIMIT ${count})`);
}
