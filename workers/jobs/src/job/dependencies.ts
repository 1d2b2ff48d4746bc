import type { Database } from "@fieldline/db/database";
import { listDependencies, listDependents } from "@fieldline/db/dependencies";
import { isEnded } from "@fieldline/domain/job";
import type { Dependency } from "@fieldline/domain/lifecycle";
import type { JobsEnv } from "../env.ts";

interface Reach {
  db: Database;
  env: JobsEnv;
}

/**
 * Tells a job of those that it waits for and that have ended already. A job that ends later tells it itself: its row and
 * its dependencies stood before it was started.
 */
export async function askDependencies({ db, env }: Reach, jobId: string): Promise<void> {
  for (const { id, name } of await listDependencies(db, jobId)) {
    const job = await env.JOBS.getByName(id).describe();
    // One that was deleted had ended, and nobody knows how any more.
    const status = job ? job.status : "cancelled";
    if (isEnded(status)) await env.JOBS.getByName(jobId).dependencyEnded({ id, name: job?.name ?? name, status });
  }
}

export async function tellDependents({ db, env }: Reach, dependency: Dependency): Promise<void> {
  for (const id of await listDependents(db, dependency.id)) await env.JOBS.getByName(id).dependencyEnded(dependency);
}
