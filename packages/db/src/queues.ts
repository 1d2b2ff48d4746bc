import type { Queue } from "@fieldline/domain/queue";
import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { openSections, templateHasPlace } from "./open-sections.ts";

type Row = Omit<Queue, "paused"> & { paused: number };

const columns = sql`
  name, description, max_concurrency AS maxConcurrency, paused, pause_note AS pauseNote,
  default_priority AS defaultPriority, active, waiting, created_at AS createdAt, updated_at AS updatedAt,
  (SELECT min(queued_at) FROM jobs WHERE jobs.queue = queues.name AND is_waiting = 1) AS oldestQueuedAt`;

/** All queues, by name. */
export async function listQueues(db: Database): Promise<Queue[]> {
  const rows = await db.all<Row>(sql`SELECT ${columns} FROM queues ORDER BY name`);
  return rows.map(queueOf);
}

export async function findQueue(db: Database, name: string): Promise<Queue | undefined> {
  const [row] = await db.all<Row>(sql`SELECT ${columns} FROM queues WHERE name = ${name}`);
  return row && queueOf(row);
}

/** Queues that are not there, and in which tasks wait. */
export function listGoneQueues(db: Database): Promise<{ name: string; waiting: number }[]> {
  return db.all(sql`
    SELECT queue AS name, sum(waiting) AS waiting FROM lanes WHERE queue NOT IN (SELECT name FROM queues)
    GROUP BY queue HAVING sum(waiting) > 0 LIMIT 100`);
}

export interface Startable {
  type: string;
  /** How many of them could be started now, at most `MOST_COUNTED` of each queue and template. */
  count: number;
}
const MOST_COUNTED = 50;

/** What could be started now, by type: where neither the queue nor the template nor the key is full. */
export function listStartable(db: Database): Promise<Startable[]> {
  return db.all<Startable>(sql`
    ${openSections},
    counted AS (
      SELECT type, min(free, (
        SELECT coalesce(sum(waiting), 0) FROM (
          SELECT min(lanes.waiting, coalesce(lanes.concurrency_limit - lanes.active, lanes.waiting)) AS waiting FROM lanes
          WHERE lanes.queue = section.queue AND lanes.type = section.type AND lanes.template_id IS section.template_id
            AND lanes.is_open = 1
          ORDER BY lanes.head_key LIMIT ${MOST_COUNTED}
        )
      )) AS count
      FROM section WHERE ${templateHasPlace}
    )
    SELECT type, min(${MOST_COUNTED}, sum(count)) AS count FROM counted GROUP BY type HAVING sum(count) > 0`);
}

function queueOf({ paused, ...row }: Row): Queue {
  return { ...row, paused: paused === 1 };
}
