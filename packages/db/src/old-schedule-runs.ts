import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { rawBatch } from "./raw-batch.ts";

/** Rows that one statement removes at most: D1 bounds how long one may take. */
const AT_ONCE = 5_000;
const MOST_ROUNDS = 20;

/**
 * Removes what became of occurrences before this moment, but for what is still under way, and the history of schedules
 * that were deleted; a great many over several calls.
 */
export async function removeOldRuns(db: Database, before: number): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const removed = await rawBatch(db, [
      sql`
        DELETE FROM schedule_runs WHERE (schedule_id, due_at) IN (
          SELECT schedule_id, due_at FROM schedule_runs
          WHERE at < ${before} AND is_open = 0 AND outcome NOT IN ('waiting', 'starting') LIMIT ${AT_ONCE})
        RETURNING 1`,
      sql`
        DELETE FROM schedule_runs WHERE (schedule_id, due_at) IN (
          SELECT r.schedule_id, r.due_at FROM schedules AS s JOIN schedule_runs AS r ON r.schedule_id = s.id
          WHERE s.deleted_at IS NOT NULL LIMIT ${AT_ONCE})
        RETURNING 1`,
      sql`
        DELETE FROM schedules WHERE deleted_at IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM schedule_runs WHERE schedule_id = schedules.id)`,
    ]);
    if (removed.every((rows) => rows.length === 0)) return;
  }
}
