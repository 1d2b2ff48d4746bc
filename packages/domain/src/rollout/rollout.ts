/** A template executed on many devices: what an operator asks for and how it stands. */

export interface RolloutTargets {
  deviceIds?: string[];
  groupIds?: string[];
  all?: boolean;
}

/** Devices a minute: the same throughout, or growing each time so many more were notified or have succeeded. */
export type RolloutRate =
  | { maxPerMinute: number }
  | {
      baseRatePerMinute: number;
      incrementFactor: number;
      after: { notified: number } | { succeeded: number };
      /** The rate grows no further than this. */
      maxPerMinute?: number;
    };

export interface AbortRule {
  on: "failed" | "rejected" | "timed_out" | "all";
  thresholdPercent: number;
  minExecuted: number;
}

export const TARGET_STATES = [
  "waiting",
  "notified",
  "running",
  "completed",
  "failed",
  "timed_out",
  "rejected",
  "cancelled",
] as const;
export type TargetState = (typeof TARGET_STATES)[number];
export type RolloutCounts = Record<TargetState, number>;

export const ROLLOUT_STATUSES = ["running", "completed", "aborted", "cancelled"] as const;
export type RolloutStatus = (typeof ROLLOUT_STATUSES)[number];

/** One device's part of a rollout. */
export interface Execution {
  deviceId: string;
  deviceName: string;
  state: TargetState;
  jobId: string | null;
  attempt: number;
  /** Why it failed or was refused, in words. */
  message: string | null;
  notifiedAt: number | null;
  startedAt: number | null;
  endedAt: number | null;
}

export interface ExecutionsAsked {
  state?: TargetState | undefined;
  search?: string | undefined;
  limit: number;
  cursor?: string | null | undefined;
}

/** A rollout with what its page draws. */
export type RolloutDetail = Rollout & {
  /** In equal steps of time, oldest first: how many so far. */
  timeline: { at: number; notified: number; succeeded: number; failed: number }[];
  /** What went wrong, the most frequent first, with some of the devices. */
  failures: { code: string; message: string; count: number; deviceIds: string[] }[];
};

export interface Rollout {
  id: string;
  name: string;
  templateId: string;
  templateSlug: string;
  templateVersion: number;
  variables: Record<string, string>;
  targets: RolloutTargets;
  mode: "snapshot" | "continuous";
  rate: RolloutRate | null;
  abort: AbortRule[];
  /** Of each execution's attempt, in ms. */
  timeoutMs: number | null;
  retry: { maxAttempts: number; initialMs: number; factor: number; maxMs: number } | null;
  status: RolloutStatus;
  /** Why it is over, in words; of an abort, the rule and the figures that met it. */
  statusReason: string | null;
  counts: RolloutCounts;
  /** Devices a minute by the pacing now; null where nothing holds it back. */
  ratePerMinute: number | null;
  requesterId: string;
  requesterName: string;
  notes: string | null;
  version: number;
  createdAt: number;
  endedAt: number | null;
  updatedAt: number;
}
