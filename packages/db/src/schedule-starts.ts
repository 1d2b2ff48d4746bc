import type { Job } from "@fieldline/domain/job";
import type { RolloutPlan } from "@fieldline/domain/rollout-plan";
import { sql } from "drizzle-orm";
import type { AuditEntry } from "./audit.ts";
import { insertIfChanged } from "./audited.ts";
import { insertColumns, openProbes } from "./create-job.ts";
import type { Database } from "./database.ts";
import { newJobRow } from "./job-row.ts";
import { rawBatch } from "./raw-batch.ts";
import { type ScheduleRow, type StoredSchedule, scheduleOf, selectSchedules } from "./schedule-row.ts";
import { failRun } from "./schedule-runs.ts";
import { jobs } from "./tables.ts";

/** A run that is recorded and has nothing behind it yet. */
export interface Start {
  schedule: StoredSchedule;
  dueAt: number;
  tries: number;
}
type Key = Pick<Start, "dueAt"> & { schedule: Pick<StoredSchedule, "id"> };

const isStarting = ({ schedule: { id }, dueAt }: Key) => sql`EXISTS (
  SELECT 1 FROM schedule_runs WHERE schedule_id = ${id} AND due_at = ${dueAt} AND outcome = 'starting')`;

/** The runs that are to be started by now, those that are due the longest first. */
export async function listStarts(db: Database, now: number, limit: number): Promise<Start[]> {
  const rows = await db.all<ScheduleRow & Pick<Start, "dueAt" | "tries">>(sql`
    SELECT r.due_at AS dueAt, r.tries, s.* FROM schedule_runs AS r JOIN (${selectSchedules}) AS s ON s.id = r.schedule_id
    WHERE r.outcome = 'starting' AND r.start_after <= ${now} ORDER BY r.start_after, r.due_at LIMIT ${limit}`);
  return rows.map(({ dueAt, tries, ...row }) => ({ schedule: scheduleOf(row), dueAt, tries }));
}

interface WithJob {
  job: Job;
  audit: AuditEntry;
  /** So many probes may be under way on this server. */
  runningProbes: number;
}

/**
 * Inserts the job of a run that has none, and says so in its record, in one transaction; false where it has one, or is a
 * probe for which there is no place.
 */
export async function startWithJob(db: Database, start: Key, { job, audit, runningProbes }: WithJob): Promise<boolean> {
  const row = newJobRow(job);
  const values = insertColumns.map((key) => sql`${encoded(row[key])}`);
  const hasPlace =
    job.kind === "probe"
      ? sql`(SELECT count(*) FROM (${openProbes} LIMIT ${runningProbes})) < ${runningProbes}`
      : sql`true`;
  const made = sql`SELECT id FROM jobs WHERE requester_id = ${job.requesterId} AND idempotency_key = ${job.idempotencyKey}`;
  const [inserted = []] = await rawBatch(db, [
    sql`
      INSERT INTO jobs (${sql.raw(insertColumns.map((key) => jobs[key].name).join(", "))})
      SELECT ${sql.join(values, sql`, `)} WHERE ${isStarting(start)} AND ${hasPlace}
      ON CONFLICT (requester_id, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING RETURNING id`,
    insertIfChanged(audit),
    sql`
      UPDATE schedule_runs SET outcome = 'started', start_after = NULL, job_id = (${made})
      WHERE schedule_id = ${start.schedule.id} AND due_at = ${start.dueAt} AND outcome = 'starting' AND EXISTS (${made})`,
  ]);
  return inserted.length > 0;
}

function encoded(value: unknown): string | number | null {
  if (value === undefined || value === null) return null;
  return typeof value === "object" ? JSON.stringify(value) : (value as string | number);
}

/** Inserts the rollout of a run that has none, and says so in its record, in one transaction; false where it has one. */
export async function startWithRollout(
  db: Database,
  start: Key,
  { plan, audit }: { plan: RolloutPlan; audit: AuditEntry },
) {
  const { rollout, ...work } = plan;
  const { id, name, templateId, status, requesterId, requesterName, createdAt } = rollout;
  const [inserted = []] = await rawBatch(db, [
    sql`
      INSERT INTO rollouts (id, name, template_id, status, requester_id, requester_name, created_at, body, work, version)
      SELECT ${id}, ${name}, ${templateId}, ${status}, ${requesterId}, ${requesterName}, ${createdAt},
        ${JSON.stringify(rollout)}, ${JSON.stringify(work)}, 0
      WHERE ${isStarting(start)} RETURNING id`,
    insertIfChanged(audit),
    sql`
      UPDATE schedule_runs SET outcome = 'started', start_after = NULL, rollout_id = ${id}
      WHERE schedule_id = ${start.schedule.id} AND due_at = ${start.dueAt} AND outcome = 'starting'`,
  ]);
  return inserted.length > 0;
}

/** Ends a run that cannot be started, with the reason. */
export async function refuseStart(db: Database, { schedule: { id }, dueAt }: Key, reason: string): Promise<void> {
  await db.run(failRun({ scheduleId: id, dueAt }, reason));
}

/** Has a run started later that could not be now. */
export async function postponeStart(db: Database, { schedule: { id }, dueAt }: Key, startAfter: number) {
  await db.run(sql`
    UPDATE schedule_runs SET tries = tries + 1, start_after = ${startAfter}
    WHERE schedule_id = ${id} AND due_at = ${dueAt} AND outcome = 'starting'`);
}

/** The oldest of a schedule's runs that are under way before this one, where there are more than may stay beside it. */
export async function runsToCancel(
  db: Database,
  { schedule, dueAt }: Key & { schedule: Pick<StoredSchedule, "id" | "maxConcurrency"> },
) {
  return db.all<{ jobId: string | null; rolloutId: string | null }>(sql`
    SELECT job_id AS jobId, rollout_id AS rolloutId FROM schedule_runs
    WHERE schedule_id = ${schedule.id} AND due_at < ${dueAt} AND is_open = 1 AND outcome = 'started'
    ORDER BY due_at LIMIT max(0, (
      SELECT count(*) FROM schedule_runs WHERE schedule_id = ${schedule.id} AND due_at < ${dueAt} AND is_open = 1
        AND outcome = 'started') - ${schedule.maxConcurrency - 1})`);
}
