import { isEnded, type ProbeJob } from "@fieldline/domain/job";
import { statusLook } from "@fieldline/ui/status";
import { formatClock, formatClockMinute, formatDuration } from "@fieldline/ui/time";

/** What a job's chip says: how long it goes on, or what became of it. */
export function timeLeft(job: ProbeJob, now: number): string {
  const { status, startedAt, runAt, pausedTotalMs, spec } = job;
  if (status === "running" && startedAt !== null) {
    const leftMs = startedAt + spec.durationMs + pausedTotalMs - now;
    return leftMs > 0 ? `${formatDuration(leftMs)} left` : "Finishing";
  }
  if (status === "scheduled" && runAt !== null) return `Starts at ${formatClock(runAt)}`;
  if (status === "assigned") return `Waits for ${job.assigneeName}`;
  const { word } = statusLook(status);
  return isEnded(status) && job.endedAt !== null ? `${word} ${formatClockMinute(job.endedAt)}` : word;
}
