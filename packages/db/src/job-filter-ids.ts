import type { JobFilter } from "@fieldline/domain/bulk-input";
import { type SQL, sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { conditionsOf, countMatches, countTextMatches, isLedByReview, NARROW } from "./job-filter.ts";
import { and, withoutIndex } from "./list-jobs.ts";

/** How many jobs meet a filter, exactly. */
export async function countJobs(db: Database, filter: JobFilter): Promise<number> {
  const { from, where } = await matching(db, filter);
  const [row] = await db.all<{ n: number }>(sql`SELECT count(*) AS n FROM ${from} WHERE ${where}`);
  return row?.n ?? 0;
}

/** The jobs that meet a filter at one moment, the oldest first, `atMost` of them. */
export async function jobIdsOf(db: Database, filter: JobFilter, atMost: number): Promise<string[]> {
  const { from, where } = await matching(db, filter);
  const rows = await db.all<{ id: string }>(
    sql`SELECT jobs.id AS id FROM ${from} WHERE ${where} ORDER BY +jobs.row_id LIMIT ${atMost}`,
  );
  return rows.map(({ id }) => id);
}

/** Where to look: by the text's index, or, where fewer jobs meet the rest, by that. */
async function matching(db: Database, filter: JobFilter): Promise<{ from: SQL; where: SQL }> {
  const { all, matchedByText } = conditionsOf(filter);
  if (isLedByReview(filter)) return { from: sql`jobs INDEXED BY jobs_unreviewed`, where: and(all) };
  if (!matchedByText) return { from: sql`jobs`, where: and(all) };
  const { match, filter: others, textResidual, rest, window } = matchedByText;
  const [byText, byOthers] = await Promise.all([
    countTextMatches(db, matchedByText, NARROW),
    others.length > 0 ? countMatches(db, others, NARROW) : NARROW,
  ]);
  if (byOthers < NARROW && byOthers <= byText) return { from: sql`jobs`, where: and([...others, textResidual]) };
  return {
    from: sql`jobs_search CROSS JOIN jobs ON jobs.row_id = jobs_search.rowid`,
    where: and([match, ...window, ...rest.map(withoutIndex)]),
  };
}
