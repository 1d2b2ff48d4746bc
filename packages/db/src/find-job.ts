import type { Job } from "@fieldline/domain/job";
import { and, asc, eq, inArray, lt } from "drizzle-orm";
import type { Database } from "./database.ts";
import { jobOf } from "./job-row.ts";
import { jobs } from "./tables.ts";

export async function findJob(db: Database, id: string): Promise<Job | undefined> {
  const [row] = await db.select().from(jobs).where(eq(jobs.id, id));
  return row && jobOf(row);
}

/** The jobs with these ids, at most a hundred, in no order. */
export async function findJobsOf(db: Database, ids: string[]): Promise<Job[]> {
  const rows = await db
    .select()
    .from(jobs)
    .where(inArray(jobs.id, ids.slice(0, 99)));
  return rows.map(jobOf);
}

/** Jobs whose row was inserted before `createdBefore` and whose object was never started, the oldest first. */
export async function listNeverStarted(db: Database, createdBefore: number): Promise<Job[]> {
  const rows = await db
    .select()
    .from(jobs)
    .where(and(eq(jobs.version, 0), lt(jobs.createdAt, createdBefore)))
    .orderBy(asc(jobs.createdAt))
    .limit(200);
  return rows.map(jobOf);
}
