import type { Actor } from "@fieldline/domain/job";
import type { RunOutcome, ScheduleRun } from "@fieldline/domain/schedule";
import { type SQL, sql } from "drizzle-orm";
import type { AuditEntry } from "./audit.ts";
import { audited } from "./audited.ts";
import type { Database } from "./database.ts";
import { listed } from "./group-filter.ts";
import { decodeCursor, type Page, pageOf } from "./page.ts";

/** How a run stands; one that is `starting` is recorded and has nothing behind it yet. */
export type StoredOutcome = RunOutcome | "starting";

interface RunRow extends Omit<ScheduleRun, "outcome" | "isManual" | "by"> {
  outcome: StoredOutcome;
  isManual: number;
  by: string | null;
}

const selectRuns = sql`
  SELECT r.schedule_id AS scheduleId, r.due_at AS dueAt, r.outcome, r.reason, r.count, r.job_id AS jobId,
    r.rollout_id AS rolloutId, coalesce(jobs.status, rollouts.status) AS status, r.is_manual AS isManual, r.by, r.at
  FROM schedule_runs AS r LEFT JOIN jobs ON jobs.id = r.job_id LEFT JOIN rollouts ON rollouts.id = r.rollout_id`;

/** A page of a schedule's runs, the newest first. */
export async function listRuns(
  db: Database,
  { id, limit, cursor }: { id: string; limit: number; cursor?: string | null | undefined },
): Promise<Page<ScheduleRun>> {
  const [before] = cursor ? decodeCursor(cursor, ["number"]) : [Number.MAX_SAFE_INTEGER];
  const rows = await db.all<RunRow>(sql`
    ${selectRuns} WHERE r.schedule_id = ${id} AND r.due_at < ${before} ORDER BY r.due_at DESC LIMIT ${limit + 1}`);
  return pageOf(rows, { limit, keyOf: ({ dueAt }) => [dueAt], itemOf: runOf });
}

export async function findRun(
  db: Database,
  { scheduleId, dueAt }: Pick<ScheduleRun, "scheduleId" | "dueAt">,
): Promise<ScheduleRun | undefined> {
  const [row] = await db.all<RunRow>(sql`
    ${selectRuns} WHERE r.schedule_id = ${scheduleId} AND r.due_at = ${dueAt}`);
  return row && runOf(row);
}

/** The last run of each of these schedules. */
export async function lastRunsOf(db: Database, ids: string[]): Promise<Map<string, ScheduleRun>> {
  if (ids.length === 0) return new Map();
  const rows = await db.all<RunRow>(sql`
    ${selectRuns} WHERE r.schedule_id IN ${listed(ids)}
      AND r.due_at = (SELECT max(due_at) FROM schedule_runs WHERE schedule_id = r.schedule_id)`);
  return new Map(rows.map((row) => [row.scheduleId, runOf(row)]));
}

/** Records a run that somebody wants now, to be started at once; false where the schedule has one of that moment. */
export async function insertManualRun(
  db: Database,
  { scheduleId, dueAt, by, audit }: { scheduleId: string; dueAt: number; by: Actor; audit: AuditEntry },
): Promise<boolean> {
  const rows = await audited(db, {
    change: sql`
      INSERT INTO schedule_runs (schedule_id, due_at, outcome, is_manual, by, at, is_open, start_after)
      SELECT id, ${dueAt}, 'starting', 1, ${JSON.stringify(by)}, ${audit.at}, 1, ${audit.at}
      FROM schedules WHERE id = ${scheduleId} AND deleted_at IS NULL
      ON CONFLICT DO NOTHING RETURNING due_at`,
    entry: audit,
  });
  return rows.length > 0;
}

/** The statement that ends a run which could not be started, with the reason. */
export function failRun({ scheduleId, dueAt }: Pick<ScheduleRun, "scheduleId" | "dueAt">, reason: string): SQL {
  return sql`
    UPDATE schedule_runs SET outcome = 'failed', reason = ${reason}, is_open = 0, start_after = NULL
    WHERE schedule_id = ${scheduleId} AND due_at = ${dueAt} AND outcome = 'starting'`;
}

function runOf({ outcome, isManual, by, ...row }: RunRow): ScheduleRun {
  return {
    ...row,
    // Until something is behind it, it waits to be started.
    outcome: outcome === "starting" ? "waiting" : outcome,
    isManual: isManual === 1,
    by: by === null ? null : JSON.parse(by),
  };
}
