import type { Caller } from "@fieldline/domain/caller";
import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { UNREVIEWED } from "./job-filter.ts";
import { rawBatch } from "./raw-batch.ts";

interface Review {
  /** Each with the id of its audit's entry. */
  jobs: { id: string; entryId: string }[];
  at: number;
  by: Required<Caller>;
  reason: string | null;
}

/** Marks those of the jobs as looked at that ended badly and are not marked yet; gives their ids. */
export async function reviewJobs(
  db: Database,
  { jobs, at, by: { actor, request }, reason }: Review,
): Promise<string[]> {
  const listed = JSON.stringify(jobs.map(({ id, entryId }) => [id, entryId]));
  const [, reviewed] = await rawBatch(db, [
    sql`INSERT INTO audit (id, at, actor_kind, actor_id, actor_name, action, entity_type, entity_id,
                           before, after, reason, address, request_id, token_id)
      SELECT value ->> 1, ${at}, ${actor.kind}, ${actor.id}, ${actor.name}, 'job.review', 'job', jobs.id,
             json_object('status', jobs.status), NULL, ${reason}, ${request.address}, ${request.id}, ${request.tokenId ?? null}
      FROM json_each(${listed}) CROSS JOIN jobs ON jobs.id = value ->> 0 WHERE ${UNREVIEWED}`,
    sql`UPDATE jobs SET reviewed_at = ${at}
      WHERE id IN (SELECT value ->> 0 FROM json_each(${listed})) AND ${UNREVIEWED} RETURNING id`,
  ]);
  return (reviewed as { id: string }[]).map(({ id }) => id);
}
