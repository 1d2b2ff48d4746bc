import { listStaleClaims, releaseStaleClaim, type StaleClaim } from "@fieldline/db/claim";
import { openDatabase } from "@fieldline/db/database";
import { isEnded } from "@fieldline/domain/job";
import type { JobsEnv } from "../env.ts";
import { reportError } from "../report-error.ts";
import { QUEUES } from "./queues-object.ts";

/** A claim that was not begun within this time was lost between the two; an agent's object renews one that it still has. */
export const STALE_AFTER_MS = 30_000;

/**
 * Gives back the places in queues that are held for nothing: by a claim that was never begun, or by an attempt that is
 * over. The job's object says which; how many there were comes back.
 */
export async function sweepStaleClaims(env: JobsEnv, now: number): Promise<number> {
  const db = openDatabase(env.DB);
  let released = 0;
  for (const claim of await listStaleClaims(db, now - STALE_AFTER_MS)) {
    try {
      const why = await whyStale(env, claim);
      if (why === undefined || !(await releaseStaleClaim(db, claim))) continue;
      released += 1;
      console.warn(`sweep: gave back the place of job ${claim.jobId}, attempt ${claim.attempt}: ${why}`);
    } catch (error) {
      // One that is out of reach keeps its place, and holds up nobody else's; who waits hears of the others.
      reportError("sweep of claims", error);
    }
  }
  if (released > 0) await env.QUEUES.getByName(QUEUES).changed(null);
  return released;
}

/** Undefined where the attempt is under way, and the row only late; or where there is no object to ask: the doctor's case. */
async function whyStale(env: JobsEnv, { jobId, attempt }: StaleClaim): Promise<string | undefined> {
  const job = await env.JOBS.getByName(jobId).describe();
  if (!job) return undefined;
  if (isEnded(job.status)) return `it is ${job.status}`;
  if (job.attempt !== attempt) return `attempt ${job.attempt} follows it`;
  return job.status === "queued" ? "nobody has begun it" : undefined;
}
