import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { rawBatch } from "./raw-batch.ts";

/** Rows that one statement removes at most: D1 bounds how long one may take. */
const AT_ONCE = 5_000;
const MOST_ROUNDS = 20;
/** A pattern with seconds can come 86,400 times a day: of such a schedule so many of the newest are kept. */
const KEPT_OF_SECONDS = 20_000;

/**
 * Removes what became of occurrences before this moment and, of patterns with seconds, all but the newest, but for what
 * is still under way; and the history of schedules that were deleted. A great many go over several calls.
 */
export async function removeOldRuns(db: Database, before: number, keptOfSeconds = KEPT_OF_SECONDS): Promise<void> {
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
        DELETE FROM schedule_runs WHERE (schedule_id, due_at) IN (
          SELECT r.schedule_id, r.due_at FROM schedules AS s CROSS JOIN schedule_runs AS r
            ON r.schedule_id = s.id AND r.due_at <= (
              SELECT due_at FROM schedule_runs WHERE schedule_id = s.id ORDER BY due_at DESC LIMIT 1 OFFSET ${keptOfSeconds})
          WHERE s.cron LIKE '% % % % % %' AND r.is_open = 0 AND r.outcome NOT IN ('waiting', 'starting') LIMIT ${AT_ONCE})
        RETURNING 1`,
      sql`
        DELETE FROM schedules WHERE deleted_at IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM schedule_runs WHERE schedule_id = schedules.id)`,
    ]);
    if (removed.every((rows) => rows.length === 0)) return;
  }
}
