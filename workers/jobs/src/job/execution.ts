import { DEFAULT_LEASE_MS, leaseMsOf } from "@fieldline/domain/device";
import { isEnded, type Job } from "@fieldline/domain/job";
import type { JobEvent } from "@fieldline/domain/lifecycle";
import { type Execution, NO_EXECUTION } from "./job-store.ts";
import type { World } from "./world.ts";

/** The attempt under way after an event: a new one begins with nothing kept, and none is leased that is not under way. */
export function executionAfter(
  execution: Execution,
  { event, job, now }: { event: JobEvent; job: Job; now: number },
): Execution {
  if (event.type === "begin") return { ...NO_EXECUTION, leaseUntil: now + leaseMsOf(job) };
  const isUnderWay = job.status === "running" || job.status === "paused";
  return isUnderWay && !isEnded(job.status) ? execution : { ...execution, leaseUntil: null };
}

/** When the lease runs out; the time that the server itself was away does not count against the device. */
export function leaseEndOf({ leaseUntil }: Execution, { startedAt }: Pick<World, "startedAt">): number | undefined {
  return leaseUntil === null ? undefined : Math.max(leaseUntil, startedAt + DEFAULT_LEASE_MS);
}
