import type { Config } from "@fieldline/domain/config";
import type { Job } from "@fieldline/domain/job";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { AuditEntry } from "./audit.ts";
import { insertIfChanged } from "./audited.ts";
import type { Database } from "./database.ts";
import { jobOf, newJobRow } from "./job-row.ts";
import { rawBatch } from "./raw-batch.ts";
import { jobs } from "./tables.ts";

export type CreateOutcome =
  | { outcome: "created" }
  | { outcome: "repeated"; job: Job }
  | { outcome: "daily-limit"; used: number }
  | { outcome: "running-limit"; running: number; freesUpAt: number | null };

/** A probe that waits for its time or its device, or is paused, keeps its place, so that neither resuming nor its time passes the limit. */
export const openProbes = sql`SELECT 1 FROM jobs WHERE kind = 'probe' AND status IN ('scheduled', 'assigned', 'running', 'paused')`;

/** Among more probes than these, when the first of them ends is not worth the search. */
export const SEARCHED_PROBES = 10_000;

/**
 * Inserts the job and its audit entry if the limits allow it and its idempotency key is new, and counts it for the
 * given day of its requester. The check and the insert are one statement, so no race passes a limit; a repeated key
 * gives the first job again and counts nothing.
 */
export async function createJob(
  db: Database,
  { job, audit, limits, day }: { job: Job; audit: AuditEntry; limits: Config["limits"]; day: number },
): Promise<CreateOutcome> {
  const used = sql`coalesce((SELECT created FROM job_days WHERE requester_id = ${job.requesterId} AND day = ${day}), 0)`;
  const running =
    job.kind === "probe" ? sql`(SELECT count(*) FROM (${openProbes} LIMIT ${limits.runningJobs}))` : sql`-1`;
  const row = newJobRow(job);
  const values = sql.join(
    insertColumns.map((key) => sql`${encode(row[key])}`),
    sql`, `,
  );

  const results = await rawBatch(db, [
    sql`
      INSERT INTO jobs (${sql.raw(insertColumns.map((key) => jobs[key].name).join(", "))})
      SELECT ${values} WHERE ${used} < ${limits.jobsPerUserPerDay} AND ${running} < ${limits.runningJobs}
      ON CONFLICT (requester_id, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING
      RETURNING id`,
    insertIfChanged(audit),
    ...dependencyRows(job),
    sql`
      INSERT INTO job_days (requester_id, day, created)
      SELECT ${job.requesterId}, ${day}, 1 WHERE EXISTS (SELECT 1 FROM jobs WHERE id = ${job.id})
      ON CONFLICT (requester_id, day) DO UPDATE SET created = created + 1`,
    sql`SELECT ${used} AS used, (SELECT count(*) FROM (${openProbes})) AS running`,
  ]);
  const [inserted] = results;
  const counted = results.at(-1);
  if (inserted && inserted.length > 0) return { outcome: "created" };
  const repeated =
    job.idempotencyKey === null ? undefined : await findByIdempotencyKey(db, job.requesterId, job.idempotencyKey);
  if (repeated) return { outcome: "repeated", job: repeated };
  const [{ used: usedToday, running: runningNow }] = counted as [{ used: number; running: number }];
  if (usedToday >= limits.jobsPerUserPerDay) return { outcome: "daily-limit", used: usedToday };
  const freesUpAt = runningNow > SEARCHED_PROBES ? null : await findNextEnd(db);
  return { outcome: "running-limit", running: runningNow, freesUpAt };
}

/** What a new job waits for; nothing where it was not inserted. */
export function dependencyRows({ id, dependsOn }: Pick<Job, "id" | "dependsOn">): SQL[] {
  if (dependsOn.length === 0) return [];
  return [
    sql`
      INSERT INTO job_dependencies (job_id, depends_on)
      SELECT ${id}, value FROM json_each(${JSON.stringify(dependsOn)}) WHERE EXISTS (SELECT 1 FROM jobs WHERE id = ${id})
      ON CONFLICT DO NOTHING`,
  ];
}

/** When the first of the running probes will have lasted as long as it was to; a paused one never does. */
export async function findNextEnd(db: Database): Promise<number | null> {
  const [rows] = await rawBatch(db, [
    sql`SELECT min(started_at + paused_total_ms + json_extract(spec, '$.durationMs')) AS at
        FROM jobs WHERE kind = 'probe' AND status = 'running'`,
  ]);
  return (rows as [{ at: number | null }])[0].at;
}

async function findByIdempotencyKey(db: Database, requesterId: string, key: string): Promise<Job | undefined> {
  const [row] = await db
    .select()
    .from(jobs)
    .where(and(eq(jobs.requesterId, requesterId), eq(jobs.idempotencyKey, key)));
  return row && jobOf(row);
}

/** The columns that a job is created with, by their names in the code. */
export const insertColumns = [
  "id",
  "kind",
  "type",
  "name",
  "notes",
  "priority",
  "queue",
  "requesterId",
  "requesterName",
  "deviceId",
  "assigneeId",
  "assigneeName",
  "templateId",
  "templateVersion",
  "timeoutMs",
  "queueTtlMs",
  "retry",
  "prober",
  "queuedAt",
  "rolloutId",
  "scheduleId",
  "dependsOn",
  "waitsFor",
  "onDependencyFailure",
  "concurrencyKey",
  "concurrencyLimit",
  "idempotencyKey",
  "spec",
  "searchText",
  "runAt",
  "createdAt",
  "attempt",
  "version",
  "status",
  "updatedAt",
] as const;

function encode(value: unknown): string | number | null {
  if (value === undefined || value === null) return null;
  return typeof value === "object" ? JSON.stringify(value) : (value as string | number);
}
