import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";

/** The jobs that a job waits for or waited for, by id and name; one that was deleted goes by its id. */
export function listDependencies(db: Database, jobId: string): Promise<{ id: string; name: string }[]> {
  return db.all(sql`
    SELECT d.depends_on AS id, coalesce(j.name, d.depends_on) AS name
    FROM job_dependencies d LEFT JOIN jobs j ON j.id = d.depends_on WHERE d.job_id = ${jobId}`);
}

/** The ids of the jobs that wait for this one or waited for it. */
export async function listDependents(db: Database, jobId: string): Promise<string[]> {
  const rows = await db.all<{ id: string }>(sql`SELECT job_id AS id FROM job_dependencies WHERE depends_on = ${jobId}`);
  return rows.map(({ id }) => id);
}
