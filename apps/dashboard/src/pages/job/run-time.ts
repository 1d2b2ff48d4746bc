import { isEnded, type ProbeJob } from "@fieldline/domain/job";

export interface RunTime {
  elapsedMs: number;
  leftMs: number;
}

/** How long a probe has measured and how long it still will, without the time it was paused; null before its start. */
export function runTimeOf(job: ProbeJob, now: number): RunTime | null {
  if (job.startedAt === null) return null;
  const untilMs = isEnded(job.status) ? (job.endedAt ?? job.updatedAt) : (job.pausedAt ?? now);
  const { durationMs } = job.spec;
  const elapsedMs = Math.min(Math.max(0, untilMs - job.startedAt - job.pausedTotalMs), durationMs);
  return { elapsedMs, leftMs: isEnded(job.status) ? 0 : durationMs - elapsedMs };
}
