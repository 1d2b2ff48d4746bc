import type { Job, JobStatus } from "@fieldline/domain/job";

const WAITING: ReadonlySet<JobStatus> = new Set(["scheduled", "blocked", "queued", "assigned"]);

/** Whether a job is work that has yet to start, so that its priority says when. */
export function isWaiting({ kind, status }: Pick<Job, "kind" | "status">): boolean {
  return kind !== "probe" && WAITING.has(status);
}
