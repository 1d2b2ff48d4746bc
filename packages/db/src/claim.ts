import type { Claim } from "@fieldline/domain/device";
import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";

interface Claiming {
  deviceId: string;
  /** The types of task that it takes; undefined where it takes any. */
  types?: string[] | undefined;
  now: number;
}

/**
 * Gives the agent the next task of any queue that it can take, and a place in that queue with it: one statement, so that
 * no race gives a task twice or passes a queue's capacity, a template's or a key's. Undefined where there is none.
 */
export async function claimTask(db: Database, { deviceId, types, now }: Claiming): Promise<Claim | undefined> {
  const isWanted = types ? sql`AND open.type IN (SELECT value FROM json_each(${JSON.stringify(types)}))` : sql``;
  const [claimed] = await db.all<Claim>(sql`
    UPDATE jobs SET holder_id = ${deviceId}, held_attempt = attempt, held_at = ${now}
    WHERE row_id = (
      SELECT (
        SELECT row_id FROM jobs WHERE jobs.lane = first.lane AND is_waiting = 1 ORDER BY dispatch_key, row_id LIMIT 1
      ) FROM (
        SELECT lanes.lane FROM queues JOIN lanes ON lanes.lane = (
          SELECT open.lane FROM lanes AS open WHERE open.queue = queues.name AND open.is_open = 1 ${isWanted}
            AND NOT EXISTS (
              SELECT 1 FROM templates JOIN template_loads ON template_id = templates.id
              WHERE templates.id = open.template_id AND template_loads.active >= templates.max_concurrency
            )
          ORDER BY open.head_key, open.head_row LIMIT 1
        )
        WHERE queues.paused = 0 AND queues.active < queues.max_concurrency
        ORDER BY lanes.head_key, lanes.head_row LIMIT 1
      ) AS first
    )
    RETURNING id AS jobId, attempt, type, queue, queued_at + (priority - 1) * 60000 AS dispatchKey`);
  return claimed;
}

/** Gives back a place that was claimed and did not count: the job's object has not accepted it. */
export async function releaseClaim(db: Database, claim: { jobId: string; attempt: number; deviceId: string }) {
  await db.run(sql`
    UPDATE jobs SET holder_id = NULL, held_attempt = NULL, held_at = NULL
    WHERE id = ${claim.jobId} AND holder_id = ${claim.deviceId} AND held_attempt = ${claim.attempt}`);
}
