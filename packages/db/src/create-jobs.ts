import type { Config } from "@fieldline/domain/config";
import type { Job } from "@fieldline/domain/job";
import { type SQL, sql } from "drizzle-orm";
import type { AuditEntry } from "./audit.ts";
import { insertIfChanged } from "./audited.ts";
import { findNextEnd, insertColumns, openProbes, SEARCHED_PROBES } from "./create-job.ts";
import type { Database } from "./database.ts";
import { jobOf, newJobRow } from "./job-row.ts";
import { rawBatch } from "./raw-batch.ts";
import { type JobRow, jobs } from "./tables.ts";

export type CreateManyOutcome =
  | { outcome: "created" }
  /** One of the idempotency keys was used in between. */
  | { outcome: "key-taken" }
  | { outcome: "daily-limit"; used: number }
  | { outcome: "running-limit"; running: number; freesUpAt: number | null };

interface Many {
  /** Of one requester; at least one. */
  made: Job[];
  /** An entry for each. */
  audit: AuditEntry[];
  limits: Config["limits"];
  day: number;
}

/**
 * Inserts all of these jobs with their audit entries and what they wait for, or none of them: the limits and the keys
 * are looked at once for all, in the statement that inserts them.
 */
export async function createJobs(db: Database, { made, audit, limits, day }: Many): Promise<CreateManyOutcome> {
  const rows = made.map(newJobRow);
  const [first] = made as [Job];
  const { requesterId } = first;
  const keys = JSON.stringify(made.flatMap(({ idempotencyKey }) => idempotencyKey ?? []));
  const probes = made.filter(({ kind }) => kind === "probe").length;
  const used = sql`coalesce((SELECT created FROM job_days WHERE requester_id = ${requesterId} AND day = ${day}), 0)`;
  const running = probes === 0 ? sql`0` : sql`(SELECT count(*) FROM (${openProbes} LIMIT ${limits.runningJobs}))`;
  const isThere = sql`EXISTS (SELECT 1 FROM jobs WHERE id = ${first.id})`;
  const names = sql.raw(insertColumns.map((key) => jobs[key].name).join(", "));
  const values = sql.raw(insertColumns.map((key) => `job.value ->> '$.${key}'`).join(", "));
  const taken = sql`SELECT 1 FROM jobs WHERE requester_id = ${requesterId} AND idempotency_key IN (SELECT value FROM json_each(${keys}))`;

  const results = await rawBatch(db, [
    sql`
      INSERT INTO jobs (${names}) SELECT ${values} FROM json_each(${JSON.stringify(rows)}) AS job
      WHERE ${used} + ${made.length} <= ${limits.jobsPerUserPerDay}
        AND (${probes} = 0 OR ${running} + ${probes} <= ${limits.runningJobs}) AND NOT EXISTS (${taken})
      RETURNING id`,
    // Each looks at what the one before it has written, which the insert begins.
    ...audit.map(insertIfChanged),
    ...dependencyRows(made, isThere),
    sql`
      INSERT INTO job_days (requester_id, day, created) SELECT ${requesterId}, ${day}, ${made.length} WHERE ${isThere}
      ON CONFLICT (requester_id, day) DO UPDATE SET created = created + excluded.created`,
    sql`SELECT ${used} AS used, (SELECT count(*) FROM (${openProbes})) AS running, EXISTS (${taken}) AS isTaken`,
  ]);
  if ((results[0] ?? []).length > 0) return { outcome: "created" };
  const [counted] = results.at(-1) as [{ used: number; running: number; isTaken: number }];
  if (counted.isTaken === 1) return { outcome: "key-taken" };
  if (counted.used + made.length > limits.jobsPerUserPerDay) return { outcome: "daily-limit", used: counted.used };
  const freesUpAt = counted.running > SEARCHED_PROBES ? null : await findNextEnd(db);
  return { outcome: "running-limit", running: counted.running, freesUpAt };
}

function dependencyRows(made: Job[], isThere: SQL): SQL[] {
  const pairs = made.flatMap(({ id, dependsOn }) => dependsOn.map((parent) => [id, parent]));
  if (pairs.length === 0) return [];
  return [
    sql`
      INSERT INTO job_dependencies (job_id, depends_on)
      SELECT value ->> 0, value ->> 1 FROM json_each(${JSON.stringify(pairs)}) WHERE ${isThere} ON CONFLICT DO NOTHING`,
  ];
}

/** The jobs that a requester has made under these idempotency keys. */
export async function findJobsByKeys(db: Database, requesterId: string, keys: string[]): Promise<Job[]> {
  if (keys.length === 0) return [];
  const rows: JobRow[] = await db
    .select()
    .from(jobs)
    .where(
      sql`${jobs.requesterId} = ${requesterId} AND ${jobs.idempotencyKey} IN (SELECT value FROM json_each(${JSON.stringify(keys)}))`,
    );
  return rows.map(jobOf);
}
