import type { Actor } from "@fieldline/domain/job";
import type { Schedule } from "@fieldline/domain/schedule";
import { type SQL, sql } from "drizzle-orm";
import type { AuditEntry } from "./audit.ts";
import { audited, isWritten } from "./audited.ts";
import type { Database } from "./database.ts";
import { decodeCursor, type Page, pageOf } from "./page.ts";
import { type ScheduleRow, type StoredSchedule, scheduleOf, selectSchedules } from "./schedule-row.ts";
import { lastRunsOf } from "./schedule-runs.ts";

/** So many schedules can be made. */
export const MAX_SCHEDULES = 20_000;

export async function findSchedule(db: Database, id: string): Promise<StoredSchedule | undefined> {
  const [row] = await db.all<ScheduleRow>(sql`${selectSchedules} WHERE s.id = ${id} AND s.deleted_at IS NULL`);
  return row && scheduleOf(row);
}

/** A schedule as people see it, with its last run. */
export async function presented(db: Database, schedule: StoredSchedule): Promise<Schedule> {
  const [only] = await withLastRuns(db, [schedule]);
  return only as Schedule;
}

interface Asked {
  limit: number;
  cursor?: string | null | undefined;
  search?: string | undefined;
}

/** A page of the schedules by name; `search` is part of a name, or of its template's. */
export async function listSchedules(db: Database, { limit, cursor, search }: Asked): Promise<Page<Schedule>> {
  const [name, id] = cursor ? decodeCursor(cursor, ["string", "string"]) : [];
  const isAfter = name === undefined ? sql`true` : sql`(s.name, s.id) > (${name}, ${id})`;
  const text = sql`lower(s.name || ' ' || coalesce(t.name, '') || ' ' || coalesce(t.slug, ''))`;
  const isFound = search ? sql`instr(${text}, ${search.toLowerCase()}) > 0` : sql`true`;
  const rows = await db.all<ScheduleRow>(sql`
    ${selectSchedules} WHERE s.deleted_at IS NULL AND ${isAfter} AND ${isFound} ORDER BY s.name, s.id LIMIT ${limit + 1}`);
  const { items, nextCursor } = pageOf(rows, { limit, keyOf: (row) => [row.name, row.id], itemOf: scheduleOf });
  return { items: await withLastRuns(db, items), nextCursor };
}

/** Some schedules for a calendar: those that are due first, then those that are switched off. */
export async function schedulesForCalendar(db: Database, limit: number): Promise<StoredSchedule[]> {
  const rows = await db.all<ScheduleRow>(sql`
    ${selectSchedules} WHERE s.deleted_at IS NULL ORDER BY s.next_at IS NULL, s.next_at, s.name LIMIT ${limit}`);
  return rows.map(scheduleOf);
}

async function withLastRuns(db: Database, schedules: StoredSchedule[]): Promise<Schedule[]> {
  const runs = await lastRunsOf(
    db,
    schedules.map(({ id }) => id),
  );
  return schedules.map(({ nextDueAt: _due, skippedBy: _by, ...schedule }) => ({
    ...schedule,
    lastRun: runs.get(schedule.id) ?? null,
  }));
}

interface Written {
  schedule: StoredSchedule;
  audit: AuditEntry;
}

export type InsertOutcome = "added" | "name-taken" | "too-many";

export async function insertSchedule(db: Database, { schedule, audit }: Written): Promise<InsertOutcome> {
  const { id, ownerId, ownerName, createdAt } = schedule;
  const rows = await audited(db, {
    change: sql`
      INSERT INTO schedules (id, owner_id, owner_name, created_at, ${CONTENT_NAMES})
      SELECT ${id}, ${ownerId}, ${ownerName}, ${createdAt}, ${contentOf(schedule)}
      WHERE (SELECT count(*) FROM schedules WHERE deleted_at IS NULL) < ${MAX_SCHEDULES}
      ON CONFLICT (name) WHERE deleted_at IS NULL DO NOTHING RETURNING id`,
    entry: audit,
  });
  if (rows.length > 0) return "added";
  return (await isTrue(db, isTaken(schedule))) ? "name-taken" : "too-many";
}

const isTaken = ({ id, name }: StoredSchedule) =>
  sql`EXISTS (SELECT 1 FROM schedules WHERE name = ${name} AND deleted_at IS NULL AND id <> ${id})`;

async function isTrue(db: Database, condition: SQL): Promise<boolean> {
  const [row] = await db.all<{ holds: number }>(sql`SELECT ${condition} AS holds`);
  return row?.holds === 1;
}

export type UpdateOutcome = "changed" | "stale" | "name-taken";

/** Changes a schedule unless somebody else was faster. */
export async function updateSchedule(
  db: Database,
  { before, schedule, audit }: Written & { before: StoredSchedule },
): Promise<UpdateOutcome> {
  const rows = await audited(db, {
    change: sql`
      UPDATE schedules SET owner_id = ${schedule.ownerId}, owner_name = ${schedule.ownerName},
        (${CONTENT_NAMES}) = (SELECT ${contentOf(schedule)})
      WHERE id = ${schedule.id} AND deleted_at IS NULL AND updated_at = ${before.updatedAt} AND NOT ${isTaken(schedule)}
      RETURNING id`,
    entry: audit,
  });
  if (rows.length > 0) return "changed";
  return (await isTrue(db, isTaken(schedule))) ? "name-taken" : "stale";
}

/** Has the next occurrence passed over, or no longer; false where the schedule is due anew meanwhile, or is gone. */
export async function setSkipped(
  db: Database,
  { schedule, by, audit }: Written & { by: Actor | null },
): Promise<boolean> {
  const rows = await audited(db, {
    change: sql`
      UPDATE schedules SET skipped_by = ${by && JSON.stringify(by)}, updated_at = max(updated_at + 1, ${audit.at})
      WHERE id = ${schedule.id} AND deleted_at IS NULL AND next_due_at = ${schedule.nextDueAt} RETURNING id`,
    entry: audit,
  });
  return rows.length > 0;
}

/** Deletes a schedule, with what waited to be started; its history is removed by and by. */
export async function deleteSchedule(db: Database, { id, audit }: { id: string; audit: AuditEntry }): Promise<boolean> {
  const rows = await audited(db, {
    change: sql`
      UPDATE schedules SET deleted_at = ${audit.at}, next_at = NULL, next_due_at = NULL, updated_at = updated_at + 1
      WHERE id = ${id} AND deleted_at IS NULL RETURNING id`,
    entry: audit,
    consequences: [
      sql`DELETE FROM schedule_runs WHERE schedule_id = ${id} AND outcome IN ('waiting', 'starting') AND ${isWritten(audit)}`,
    ],
  });
  return rows.length > 0;
}

const CONTENT_NAMES = sql.raw(
  `name, cron, time_zone, template_id, variables, target, overlap, max_concurrency, catch_up_ms, jitter_ms, priority,
   timeout_ms, retry, is_enabled, note, next_due_at, next_at, skipped_by, version, updated_at`,
);

function contentOf(schedule: StoredSchedule): SQL {
  const values = [
    schedule.name,
    schedule.cron,
    schedule.timeZone,
    schedule.templateId,
    JSON.stringify(schedule.variables),
    JSON.stringify(schedule.target),
    schedule.overlap,
    schedule.maxConcurrency,
    schedule.catchUpMs,
    schedule.jitterMs,
    schedule.priority,
    schedule.timeoutMs,
    schedule.retry && JSON.stringify(schedule.retry),
    Number(schedule.isEnabled),
    schedule.note,
    schedule.nextDueAt,
    schedule.nextAt,
    schedule.skippedBy && JSON.stringify(schedule.skippedBy),
    schedule.version,
    schedule.updatedAt,
  ];
  return sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  );
}
