import type { Attempt, EndedStatus, Job, JobError } from "../job/job.ts";
import type { Change } from "./change.ts";
import type { Outcome } from "./events.ts";
import { anew } from "./new-attempt.ts";
import { retryAt } from "./retry.ts";

interface BadEnd {
  at: number;
  status: "failed" | "timed_out";
  error: JobError;
  outcome: Outcome;
  word: string;
  /** Whether another attempt would not mend it. */
  isFinal?: boolean | undefined;
}

/** Ends the attempt badly, and the job with it unless it is to be tried again. */
export function badEnd(job: Job, { at, status, error, outcome, word, isFinal = false }: BadEnd): Change {
  const ended = attemptOf(job, { at, status, error, outcome });
  const again = isFinal ? undefined : retryAt(job, error.code, at);
  const inWords = `${word}: ${error.message}`;
  if (again === undefined)
    return {
      changed: { status, statusReason: error.message, error, ...outcomeOf(job, outcome), ...over(job, at) },
      message: inWords,
      level: "error",
      ended,
    };
  const seconds = Math.ceil((again - at) / 1_000);
  return {
    changed: { ...anew(job, at), status: "scheduled", queuedAt: null, runAt: again, error },
    message: `${inWords.replace(/\.$/, "")}. Attempt ${job.attempt + 1} follows in ${seconds} s`,
    level: "error",
    ended,
  };
}

/** What an attempt has brought, as the job shows it. */
export function outcomeOf(job: Job, { result, exitCode, steps }: Outcome): Partial<Job> {
  return {
    result: result ?? null,
    exitCode: exitCode ?? null,
    steps: steps ?? job.steps,
  };
}

interface AttemptEnd {
  at: number;
  status: EndedStatus;
  error: JobError | null;
  outcome?: Outcome;
}

/** The record of the attempt under way, as it ends. */
export function attemptOf(job: Job, { at, status, error, outcome = {} }: AttemptEnd): Attempt {
  return {
    attempt: job.attempt,
    status,
    startedAt: startOf(job, at),
    endedAt: at,
    assigneeId: job.assigneeId,
    exitCode: outcome.exitCode ?? null,
    error,
    result: outcome.result ?? null,
    steps: outcome.steps ?? job.steps,
  };
}

export function pauseOver(job: Job, at: number): Pick<Job, "pausedAt" | "pausedTotalMs"> {
  return { pausedAt: null, pausedTotalMs: job.pausedTotalMs + (at - (job.pausedAt ?? at)) };
}

/** What is true of every job that has ended. */
export function over(job: Job, at: number): Partial<Job> {
  return { endedAt: at, startedAt: startOf(job, at), ...pauseOver(job, at) };
}

/** A job may end before the first tick of its phase: then it started no later than it ended. */
function startOf(job: Job, endedAt: number): number | null {
  return job.startedAt === null ? null : Math.min(job.startedAt, endedAt);
}
