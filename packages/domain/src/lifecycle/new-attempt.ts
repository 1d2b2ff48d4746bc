import type { Job } from "../job/job.ts";
import { isQueueWork } from "../job/new-job.ts";
import type { Change } from "./change.ts";

/** What nothing holds back any more, and waits for its device or in its queue. */
export function ready(job: Job, at: number): Change {
  return { changed: { ...waiting(job, at), error: null }, message: waitsWhereWords(job) };
}

/** A new attempt that waits for its device or in its queue, and for nothing else: somebody or its first start has seen to it. */
export function anew(job: Job, at: number) {
  return {
    ...waiting(job, at),
    attempt: job.attempt + 1,
    waitsFor: [],
    startedAt: null,
    endedAt: null,
    pausedAt: null,
    pausedTotalMs: 0,
    progress: null,
    progressMessage: null,
    result: null,
    exitCode: null,
    steps: [],
  };
}

/** Where a job waits that nothing else holds back. */
export function waiting(job: Job, at: number): Pick<Job, "status" | "queuedAt" | "prober"> & Partial<Job> {
  return isQueueWork(job)
    ? { status: "queued", queuedAt: at, prober: null, assigneeId: null, assigneeName: null }
    : { status: "assigned", queuedAt: at, prober: { state: "waiting", since: at } };
}

export function waitsWhereWords(job: Job): string {
  return isQueueWork(job) ? `Waits in ${job.queue}` : `Waits for ${job.assigneeName}`;
}

export function waitsForWords({ waitsFor }: Job): string {
  return waitsFor.length === 1 ? "Waits for another job to end" : `Waits for ${waitsFor.length} other jobs to end`;
}
