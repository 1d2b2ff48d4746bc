import type { Job, RetryPolicy } from "../job/job.ts";
import { isQueueWork } from "../job/new-job.ts";
import { phaseMs } from "../probe/grid.ts";

/** What another attempt would not mend. */
const FINAL_CODES: readonly string[] = ["DEVICE_REVOKED", "QUEUE_TTL_EXPIRED", "TARGET_DENIED", "DEPENDENCY_FAILED"];
/** The jitter adds this share of the wait at most. */
const JITTER_SHARE = 0.2;

/** When the job is tried again by itself after an attempt that ended with `code`, in epoch ms; undefined where it is not. */
export function retryAt(job: Job, code: string, now: number): number | undefined {
  const { retry, attempt } = job;
  if (!retry || attempt >= retry.maxAttempts || isFinal(job, code)) return undefined;
  const waitMs = backOffMs(retry, attempt);
  return now + waitMs + phaseMs(`${job.id}/${attempt}`, Math.max(1, waitMs * JITTER_SHARE));
}

/** Work of a queue goes to another agent where one was revoked. */
function isFinal(job: Job, code: string): boolean {
  return FINAL_CODES.includes(code) && !(code === "DEVICE_REVOKED" && isQueueWork(job));
}

/** The wait after the `attempt`th one failed: `min(maxMs, initialMs * factor^(attempt-1))`, in whole ms. */
export function backOffMs({ initialMs, factor, maxMs }: RetryPolicy, attempt: number): number {
  return Math.round(Math.min(maxMs, initialMs * factor ** (attempt - 1)));
}
