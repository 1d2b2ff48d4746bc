import type { Queue } from "@fieldline/domain/queue";
import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";

type Row = Omit<Queue, "paused"> & { paused: number };

const columns = sql`
  name, description, max_concurrency AS maxConcurrency, paused, pause_note AS pauseNote,
  default_priority AS defaultPriority, active, waiting, created_at AS createdAt, updated_at AS updatedAt,
  (SELECT min(queued_at) FROM jobs WHERE jobs.queue = queues.name AND is_waiting = 1) AS oldestQueuedAt`;

/** All queues, by name. */
export async function listQueues(db: Database, _now: number): Promise<Queue[]> {
  const rows = await db.all<Row>(sql`SELECT ${columns} FROM queues ORDER BY name`);
  return rows.map(queueOf);
}

export async function findQueue(db: Database, name: string): Promise<Queue | undefined> {
  const [row] = await db.all<Row>(sql`SELECT ${columns} FROM queues WHERE name = ${name}`);
  return row && queueOf(row);
}

/** The types of task that could be started now: of queues that are not paused and not full. */
export async function openTypes(db: Database): Promise<string[]> {
  const rows = await db.all<{ type: string }>(sql`
    SELECT DISTINCT lanes.type FROM queues JOIN lanes ON lanes.queue = queues.name AND lanes.is_open = 1
    WHERE queues.paused = 0 AND queues.active < queues.max_concurrency LIMIT 50`);
  return rows.map(({ type }) => type);
}

function queueOf({ paused, ...row }: Row): Queue {
  return { ...row, paused: paused === 1 };
}
