import type { DependencyEdge } from "@fieldline/domain/dependency-graph";
import type { EndedStatus, JobKind, JobStatus } from "@fieldline/domain/job";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { jobDependencies, jobs } from "./tables.ts";

export interface DependencyRow {
  id: string;
  /** One that was deleted goes by its id. */
  name: string;
  /** Whether its row is there. */
  isThere: boolean;
  /** How it ended; of one that was deleted what the audit knows of it, and null where nothing tells. */
  endedAs: EndedStatus | null;
}

/** The jobs that a job waits for or waited for, as far as rows and audit know them. */
export async function listDependencies(db: Database, jobId: string): Promise<DependencyRow[]> {
  const rows = await db.all<{
    id: string;
    name: string | null;
    status: JobStatus | null;
    last: EndedStatus | null;
  }>(sql`
    SELECT d.depends_on AS id, j.name, j.status, CASE WHEN j.id IS NULL THEN (
      SELECT before ->> '$.status' FROM audit
      WHERE entity_id = d.depends_on AND entity_type = 'job' AND action = 'job.delete' ORDER BY at DESC LIMIT 1
    ) END AS last
    FROM job_dependencies d LEFT JOIN jobs j ON j.id = d.depends_on WHERE d.job_id = ${jobId}`);
  return rows.map(({ id, name, status, last }) => ({
    id,
    name: name ?? id,
    isThere: status !== null,
    endedAs: last,
  }));
}

/** The statement that gives the ids of the open jobs that wait for this one. */
export function openDependentsOf(db: Database, jobId: string) {
  return db
    .select({ id: jobDependencies.jobId })
    .from(jobDependencies)
    .innerJoin(jobs, eq(jobs.id, jobDependencies.jobId))
    .where(and(eq(jobDependencies.dependsOn, jobId), inArray(jobs.status, ["scheduled", "blocked"])));
}

export interface GraphRow {
  id: string;
  /** Null of what was deleted, as all the rest. */
  name: string | null;
  kind: JobKind | null;
  status: JobStatus | null;
  requesterId: string | null;
  /** Those that it still waits for. */
  waitsFor: string[];
}

/**
 * Everything that a job waits for and that waits for it, transitively, the nearest first and `limit` of each at most;
 * with the job itself.
 */
export async function readGraph(
  db: Database,
  jobId: string,
  { limit, directions = ["up", "down"] }: { limit: number; directions?: ("up" | "down")[] },
): Promise<{ nodes: GraphRow[]; edges: DependencyEdge[] }> {
  const reached = await Promise.all(directions.map((direction) => reachedBy(db, jobId, { direction, limit })));
  const ids = [...new Set([jobId, ...reached.flat()])];
  const listed = sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  const [nodes, edges] = await Promise.all([
    db.all<Omit<GraphRow, "waitsFor"> & { waitsFor: string | null }>(sql`
      SELECT each.value AS id, name, kind, status, requester_id AS requesterId, waits_for AS waitsFor
      FROM json_each(${JSON.stringify(ids)}) AS each LEFT JOIN jobs ON jobs.id = each.value ORDER BY each.key`),
    db.all<DependencyEdge>(sql`
      SELECT depends_on AS "from", job_id AS "to" FROM job_dependencies WHERE job_id IN ${listed} AND depends_on IN ${listed}`),
  ]);
  return { nodes: nodes.map(({ waitsFor, ...node }) => ({ ...node, waitsFor: JSON.parse(waitsFor ?? "[]") })), edges };
}

async function reachedBy(
  db: Database,
  jobId: string,
  { direction, limit }: { direction: "up" | "down"; limit: number },
): Promise<string[]> {
  const step =
    direction === "up"
      ? sql`SELECT d.depends_on FROM reached JOIN job_dependencies d ON d.job_id = reached.id`
      : sql`SELECT d.job_id FROM reached JOIN job_dependencies d ON d.depends_on = reached.id`;
  const rows = await db.all<{ id: string }>(sql`
    WITH RECURSIVE reached (id) AS (SELECT ${jobId} UNION ${step} LIMIT ${limit + 1}) SELECT id FROM reached`);
  return rows.map(({ id }) => id);
}

/** Of these ids those of jobs that are there, each with whose it is. */
export async function findRequesters(db: Database, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.all<{ id: string; requesterId: string }>(sql`
    SELECT id, requester_id AS requesterId FROM jobs WHERE id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`);
  return new Map(rows.map(({ id, requesterId }) => [id, requesterId]));
}
