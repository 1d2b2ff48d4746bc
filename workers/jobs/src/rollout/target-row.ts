import type { TargetState } from "@fieldline/domain/rollout";
import type { Target } from "@fieldline/domain/rollout-execution";

/** One device as an object's SQLite keeps it. */
export type TargetRow = {
  ordinal: number;
  device_id: string;
  device_name: string;
  state: TargetState;
  job_id: string | null;
  attempt: number;
  version: number;
  code: string | null;
  message: string | null;
  notified_at: number | null;
  started_at: number | null;
  ended_at: number | null;
};

export function targetOf(row: TargetRow): Target {
  return {
    deviceId: row.device_id,
    deviceName: row.device_name,
    state: row.state,
    jobId: row.job_id,
    attempt: row.attempt,
    version: row.version,
    code: row.code,
    message: row.message,
    notifiedAt: row.notified_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}
