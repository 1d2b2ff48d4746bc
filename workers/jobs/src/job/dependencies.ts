import type { Database } from "@fieldline/db/database";
import { type DependencyRow, listDependencies } from "@fieldline/db/dependencies";
import { isEnded } from "@fieldline/domain/job";
import type { Dependency } from "@fieldline/domain/lifecycle";
import type { JobsEnv } from "../env.ts";

/** So many jobs are told at once. */
const TOLD_AT_ONCE = 20;

/**
 * Tells a job of those that it waits for and that have ended already. A job that ends later tells it itself: its row and
 * its dependencies stood before it was started.
 */
export async function askDependencies(
  { db, env }: { db: Database; env: Pick<JobsEnv, "JOBS"> },
  jobId: string,
): Promise<void> {
  const ends = await Promise.all((await listDependencies(db, jobId)).map((each) => endOf(env, each)));
  for (const end of ends) if (end) await env.JOBS.getByName(jobId).dependencyEnded(end);
}

async function endOf(
  env: Pick<JobsEnv, "JOBS">,
  { id, name, isThere, endedAs }: DependencyRow,
): Promise<Dependency | undefined> {
  const job = await env.JOBS.getByName(id).describe();
  if (job) return isEnded(job.status) ? { id, name: job.name, status: job.status } : undefined;
  // Its row stands and its object has not been started: it will tell.
  if (isThere) return undefined;
  return { id, name, status: endedAs ?? "cancelled" };
}

/** Tells each of these jobs of an end; throws where one of them could not be reached, when all the others have been told. */
export async function tellDependents(
  { env }: { env: Pick<JobsEnv, "JOBS"> },
  { dependency, dependents }: { dependency: Dependency; dependents: string[] },
): Promise<void> {
  const failures: unknown[] = [];
  for (let first = 0; first < dependents.length; first += TOLD_AT_ONCE) {
    const told = await Promise.allSettled(
      dependents.slice(first, first + TOLD_AT_ONCE).map((id) => env.JOBS.getByName(id).dependencyEnded(dependency)),
    );
    failures.push(...told.flatMap((each) => (each.status === "rejected" ? [each.reason] : [])));
  }
  if (failures.length > 0) throw failures[0];
}
