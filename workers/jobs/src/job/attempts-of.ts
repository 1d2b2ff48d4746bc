import { type Attempt, isEnded, type Job } from "@fieldline/domain/job";

/** Every attempt of a job, the one under way as it stands. */
export function attemptsOf(job: Job, ended: Attempt[]): Attempt[] {
  if (isEnded(job.status)) return ended;
  const { attempt, status, startedAt, assigneeId, exitCode, error, result, steps } = job;
  return [...ended, { attempt, status, startedAt, endedAt: null, assigneeId, exitCode, error, result, steps }];
}
