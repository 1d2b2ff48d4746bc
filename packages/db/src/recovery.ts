import type { Job, JobStatus } from "@fieldline/domain/job";
import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";

export interface OpenRow {
  rowId: number;
  id: string;
  name: string;
  status: JobStatus;
  version: number;
  createdAt: number;
}

const columns = sql.raw("row_id AS rowId, id, name, status, version, created_at AS createdAt");
const listed = (ids: string[]) => sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;

/** Jobs in one status, in the order of their rows. */
export function listInStatus(
  db: Database,
  status: JobStatus,
  { afterRow, limit }: { afterRow: number; limit: number },
): Promise<OpenRow[]> {
  return db.all<OpenRow>(sql`
    SELECT ${columns} FROM jobs WHERE status = ${status} AND row_id > ${afterRow} ORDER BY row_id LIMIT ${limit}`);
}

/** The rows of these jobs as they are now. */
export async function listRows(db: Database, ids: string[]): Promise<OpenRow[]> {
  return ids.length === 0 ? [] : db.all<OpenRow>(sql`SELECT ${columns} FROM jobs WHERE id IN ${listed(ids)}`);
}

/** Those of these jobs that are blocked, and wait for none that is open or has ended since `before`. */
export async function listBlockedForNothing(db: Database, ids: string[], before: number): Promise<OpenRow[]> {
  if (ids.length === 0) return [];
  return db.all<OpenRow>(sql`
    SELECT ${columns} FROM jobs WHERE id IN ${listed(ids)} AND +status = 'blocked' AND version > 0 AND +updated_at < ${before}
      AND NOT EXISTS (
        SELECT 1 FROM json_each(jobs.waits_for) AS waited JOIN jobs AS parent ON parent.id = waited.value
        WHERE parent.ended_at IS NULL OR parent.ended_at >= ${before})`);
}

export interface Holding extends OpenRow {
  attempt: number;
  queue: string;
  holderId: string;
  heldAttempt: number;
}

/** Jobs that hold a place in a queue since before `heldBefore` whose rows do not say that they are under way by it. */
export function listIdleHolders(db: Database, heldBefore: number): Promise<Holding[]> {
  return db.all<Holding>(sql`
    SELECT ${columns}, attempt, queue, holder_id AS holderId, held_attempt AS heldAttempt FROM jobs
    WHERE holder_id IS NOT NULL AND held_at < ${heldBefore}
      AND NOT (status IN ('running', 'paused') AND attempt = held_attempt) LIMIT 200`);
}

/** Ends the row of a job whose object knows nothing of it any more, unless it has changed since. */
export async function endLostJob(db: Database, { id, version }: Pick<Job, "id" | "version">, now: number) {
  const message = "What it had done is lost with its object's storage. Run it again as a new job.";
  const error = JSON.stringify({ code: "STATE_LOST", message });
  const rows = await db.all(sql`
    UPDATE jobs SET status = 'failed', status_reason = ${message}, error = ${error}, ended_at = ${now},
      updated_at = ${now}, version = version + 1, holder_id = NULL, held_attempt = NULL, held_at = NULL
    WHERE id = ${id} AND version = ${version} AND ended_at IS NULL RETURNING id`);
  return rows.length > 0;
}
