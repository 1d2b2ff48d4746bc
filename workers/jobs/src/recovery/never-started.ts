import { findJob, listNeverStarted } from "@fieldline/db/find-job";
import { START_GRACE_MS } from "@fieldline/domain/finding";
import type { Job } from "@fieldline/domain/job";
import { configOf } from "../config.ts";
import type { JobSettings } from "../job/job-store.ts";
import { settingsOf } from "../job/settings.ts";
import { reportError } from "../report-error.ts";
import type { Reach } from "./survey.ts";

/** Starts the jobs whose row was inserted and whose object was never started; gives how many. One that fails holds up no other. */
export async function startNeverStarted({ db, env }: Reach, now: number): Promise<number> {
  const jobs = await listNeverStarted(db, now - START_GRACE_MS);
  if (jobs.length === 0) return 0;
  const settings = settingsOf(await configOf(env).read());
  let started = 0;
  for (const job of jobs)
    try {
      await startOne(env, job, settings);
      started++;
    } catch (error) {
      reportError(`sweep of job ${job.id}`, error);
    }
  if (started > 0) console.warn(`recovery: ${started} jobs that had never been started were started`);
  return started;
}

/** Starts one of them; false where it is gone. */
export async function startNow({ db, env }: Reach, id: string): Promise<boolean> {
  const job = await findJob(db, id);
  if (job) await startOne(env, job, settingsOf(await configOf(env).read()));
  return job !== undefined;
}

async function startOne(env: Reach["env"], job: Job, settings: JobSettings): Promise<void> {
  const object = env.JOBS.getByName(job.id);
  await object.start(job, settings);
  await object.note("Recovered: it was created, and had never been started");
}
