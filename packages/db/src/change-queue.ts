import { OPEN_STATUSES } from "@fieldline/domain/job";
import type { Queue } from "@fieldline/domain/queue";
import { sql } from "drizzle-orm";
import type { AuditEntry } from "./audit.ts";
import { audited } from "./audited.ts";
import type { Database } from "./database.ts";

/** Each claim looks at every queue, so there are not more than these. */
export const MAX_QUEUES = 100;

export type NewQueue = Omit<Queue, "active" | "waiting" | "oldestQueuedAt" | "updatedAt">;

/** Adds a queue; false where its name is taken or there are too many. */
export async function insertQueue(db: Database, queue: NewQueue, entry: AuditEntry): Promise<boolean> {
  const { name, description, maxConcurrency, paused, pauseNote, defaultPriority, createdAt } = queue;
  // Counted, for a queue of this name may have been deleted while a task was on its way into it.
  const rows = await audited(db, {
    change: sql`
      INSERT INTO queues (name, description, max_concurrency, paused, pause_note, default_priority, created_at,
        updated_at, active, waiting)
      SELECT ${name}, ${description}, ${maxConcurrency}, ${Number(paused)}, ${pauseNote}, ${defaultPriority},
        ${createdAt}, ${createdAt}, coalesce(sum(active), 0), coalesce(sum(waiting), 0)
      FROM lanes WHERE queue = ${name} HAVING (SELECT count(*) FROM queues) < ${MAX_QUEUES}
      ON CONFLICT (name) DO NOTHING RETURNING name`,
    entry,
  });
  return rows.length > 0;
}

interface QueueChange {
  before: Pick<Queue, "name" | "updatedAt">;
  after: Pick<Queue, "description" | "maxConcurrency" | "paused" | "pauseNote" | "defaultPriority" | "updatedAt">;
}

/** Changes a queue; false where somebody else was faster. */
export async function updateQueue(db: Database, { before, after }: QueueChange, entry: AuditEntry): Promise<boolean> {
  const { description, maxConcurrency, paused, pauseNote, defaultPriority, updatedAt } = after;
  const rows = await audited(db, {
    change: sql`
      UPDATE queues SET description = ${description}, max_concurrency = ${maxConcurrency}, paused = ${Number(paused)},
        pause_note = ${pauseNote}, default_priority = ${defaultPriority}, updated_at = ${updatedAt}
      WHERE name = ${before.name} AND updated_at = ${before.updatedAt} RETURNING name`,
    entry,
  });
  return rows.length > 0;
}

/** Deletes a queue that no open job is in; false where there is one, or no such queue. */
export async function deleteQueue(db: Database, name: string, entry: AuditEntry): Promise<boolean> {
  const rows = await audited(db, {
    change: sql`
      DELETE FROM queues WHERE name = ${name} AND NOT EXISTS (
        SELECT 1 FROM jobs WHERE queue = ${name} AND status IN (SELECT value FROM json_each(${JSON.stringify(OPEN_STATUSES)}))
      ) RETURNING name`,
    entry,
  });
  return rows.length > 0;
}

/** How many jobs are in a queue and have not ended. */
export async function countOpenOf(db: Database, name: string): Promise<number> {
  const [row] = await db.all<{ count: number }>(sql`
    SELECT count(*) AS count FROM jobs
    WHERE queue = ${name} AND status IN (SELECT value FROM json_each(${JSON.stringify(OPEN_STATUSES)}))`);
  return row?.count ?? 0;
}
