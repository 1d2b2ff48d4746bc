import type { Claim } from "@fieldline/domain/device";
import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { openSections, templateHasPlace } from "./open-sections.ts";

interface Claiming {
  deviceId: string;
  /** The types of task that it takes; undefined where it takes any. */
  types?: string[] | undefined;
  now: number;
}
/** Whose claim it is, of which attempt. */
export interface Claimed {
  jobId: string;
  attempt: number;
  deviceId: string;
}

/**
 * Gives the agent the next task of any queue that it can take, and a place in that queue with it: one statement, so that
 * no race gives a task twice or passes a queue's capacity, a template's or a key's. Undefined where there is none.
 */
export async function claimTask(db: Database, { deviceId, types, now }: Claiming): Promise<Claim | undefined> {
  const isWanted = types ? sql`section.type IN (SELECT value FROM json_each(${JSON.stringify(types)})) AND` : sql``;
  const [claimed] = await db.all<Claim>(sql`
    ${openSections}
    UPDATE jobs SET holder_id = ${deviceId}, held_attempt = attempt, held_at = ${now}
    WHERE row_id = (
      SELECT head.head_row FROM section CROSS JOIN lanes AS head ON head.lane = (
        SELECT lanes.lane FROM lanes
        WHERE lanes.queue = section.queue AND lanes.type = section.type AND lanes.template_id IS section.template_id
          AND lanes.is_open = 1
        ORDER BY lanes.head_key, lanes.head_row LIMIT 1
      )
      WHERE ${isWanted} ${templateHasPlace}
      ORDER BY head.head_key, head.head_row LIMIT 1
    ) AND is_waiting = 1
    RETURNING id AS jobId, attempt, type, queue, queued_at + (priority - 1) * 60000 AS dispatchKey`);
  return claimed;
}

/** Whether a claim still holds; if so, it counts as made now. */
export async function renewClaim(db: Database, { jobId, attempt, deviceId }: Claimed, now: number): Promise<boolean> {
  const rows = await db.all(sql`
    UPDATE jobs SET held_at = ${now}
    WHERE id = ${jobId} AND holder_id = ${deviceId} AND held_attempt = ${attempt} RETURNING id`);
  return rows.length > 0;
}

/** Gives back a place that was claimed and did not count: the job's object has not accepted it. */
export async function releaseClaim(db: Database, { jobId, attempt, deviceId }: Claimed): Promise<void> {
  await db.run(sql`
    UPDATE jobs SET holder_id = NULL, held_attempt = NULL, held_at = NULL
    WHERE id = ${jobId} AND holder_id = ${deviceId} AND held_attempt = ${attempt}`);
}

export interface StaleClaim extends Claimed {
  heldAt: number;
}

/** Places that are held since before `heldBefore` by an attempt that is not under way, as far as the rows know. */
export function listStaleClaims(db: Database, heldBefore: number): Promise<StaleClaim[]> {
  return db.all<StaleClaim>(sql`
    SELECT id AS jobId, held_attempt AS attempt, holder_id AS deviceId, held_at AS heldAt FROM jobs
    WHERE holder_id IS NOT NULL AND held_at < ${heldBefore}
      AND (status NOT IN ('running', 'paused') OR held_attempt <> attempt)
    LIMIT 200`);
}

/** Gives a stale claim's place back, unless it was renewed since; whether it did. */
export async function releaseStaleClaim(db: Database, { jobId, attempt, deviceId, heldAt }: StaleClaim) {
  const rows = await db.all(sql`
    UPDATE jobs SET holder_id = NULL, held_attempt = NULL, held_at = NULL
    WHERE id = ${jobId} AND holder_id = ${deviceId} AND held_attempt = ${attempt} AND held_at = ${heldAt} RETURNING id`);
  return rows.length > 0;
}
