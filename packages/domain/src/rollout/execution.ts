import type { ExecutionOutcome } from "../device/device.ts";
import { isEnded, type JobError, type JobStatus } from "../job/job.ts";
import type { Execution, TargetState } from "./rollout.ts";

/** What a rollout remembers of one device. */
export interface Target extends Execution {
  /** Of its job, as last heard. */
  version: number;
  code: string | null;
}

/** The state of an execution whose job has this status. */
export function targetStateOf(status: JobStatus): TargetState {
  if (isEnded(status)) return status;
  return status === "running" || status === "paused" ? "running" : "notified";
}

/**
 * The target after what its job tells; undefined where that changes nothing: told twice, late, of an attempt that is
 * over, or of another job.
 */
export function heard(target: Target, told: ExecutionOutcome): Target | undefined {
  const isNews = told.jobId === target.jobId && told.version > target.version && told.attempt >= target.attempt;
  if (!isNews) return undefined;
  const state = targetStateOf(told.status);
  return {
    ...target,
    state,
    version: told.version,
    attempt: told.attempt,
    code: told.error?.code ?? null,
    message: messageOf(state, told.error),
    startedAt: told.startedAt,
    endedAt: isEnded(told.status) ? told.endedAt : null,
  };
}

function messageOf(state: TargetState, error: JobError | null): string | null {
  if (error) return error.message;
  if (state === "failed") return "Failed without saying why";
  if (state === "timed_out") return "Ran out of time";
  return state === "rejected" ? "Refused by the device" : null;
}
