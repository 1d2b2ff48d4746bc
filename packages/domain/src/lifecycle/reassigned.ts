import type { Job } from "../job/job.ts";
import { attemptOf } from "./attempt-end.ts";
import type { Change } from "./change.ts";
import type { Assignee } from "./events.ts";
import { anew, waiting } from "./new-attempt.ts";

/** Another has it from now on. What was begun is over, and begins anew; what was not keeps waiting for its time. */
export function reassigned(job: Job, { to, at, words }: { to: Assignee; at: number; words: string }): Change {
  const isBegun = job.status === "running" || job.status === "paused";
  const isOffered = isBegun || job.status === "assigned" || job.status === "queued";
  const placed =
    "queue" in to
      ? { queue: to.queue, assigneeId: null, assigneeName: null, prober: null }
      : { queue: null, assigneeId: to.device.id, assigneeName: to.device.name };
  const message = `Given to ${"queue" in to ? to.queue : to.device.name} ${words}`;
  const moved = { ...job, ...placed } as Job;
  if (!isOffered) return { changed: placed, message };
  return {
    changed: { ...anew(moved, at), ...placed, prober: waiting(moved, at).prober, error: null },
    message,
    ...(isBegun && {
      ended: attemptOf(job, { at, status: "cancelled", error: { code: "REASSIGNED", message } }),
    }),
  };
}
