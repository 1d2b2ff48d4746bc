import type { ExecutionOutcome } from "../device/device.ts";
import type { Job } from "../job/job.ts";

/** What a rollout's job says of its execution. */
export function outcomeOf({
  id,
  assigneeId,
  version,
  attempt,
  status,
  error,
  startedAt,
  endedAt,
}: Job): ExecutionOutcome {
  return { deviceId: assigneeId ?? "", jobId: id, version, attempt, status, error, startedAt, endedAt };
}
