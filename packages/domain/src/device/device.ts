import type { CommandSpec, StepProgress } from "../command/document.ts";
import type { Job, JobError, JobKind, JobStatus, Json, ProbeSpec, Sample, TaskSpec } from "../job/job.ts";

/** What a device says that it can do. */
export interface Capabilities {
  kinds: JobKind[];
  /** Probe methods and task types; absent where it takes any. */
  types?: string[];
}

export interface Device {
  id: string;
  name: string;
  kind: "device" | "agent";
  capabilities: Capabilities;
  /** What is known of it, such as `os`, `site`, `model`: text by name. The device's own start with `device.`. */
  attributes: Record<string, string>;
  mac: string | null;
  ip: string | null;
  accountNumber: string | null;
  agentVersion: string | null;
  notes: string | null;
  groupIds: string[];
  isOnline: boolean;
  /** When its presence last changed, or it was last known to be there, in epoch ms; null before it ever was. */
  seenAt: number | null;
  enrolledAt: number;
  enrolledBy: { id: string; name: string };
  revokedAt: number | null;
  updatedAt: number;
}

/** Every entry must hold: the attribute's value is one of those given. */
export type GroupFilter = { key: string; values: string[] }[];

export interface DeviceGroup {
  id: string;
  name: string;
  description: string | null;
  kind: "static" | "dynamic";
  /** Of a dynamic group. */
  filter: GroupFilter | null;
  memberCount: number;
  onlineCount: number;
  createdAt: number;
  updatedAt: number;
}

/** After so long without a word a device that does not hold its push channel open is offline: two heartbeats. */
export const HEARTBEAT_MS = 30_000;
export const OFFLINE_AFTER_MS = 2 * HEARTBEAT_MS + 5_000;
export const ACCESS_TOKEN_MS = 15 * 60_000;
/** How long a job is its device's without a sign of life, unless it says otherwise. */
export const DEFAULT_LEASE_MS = 30_000;

/** How long the job is its device's without a sign of life, in ms. */
export function leaseMsOf(job: Pick<Job, "kind" | "spec">): number {
  return job.kind === "task" && "leaseMs" in job.spec ? job.spec.leaseMs : DEFAULT_LEASE_MS;
}

/** Where a job stands in its queue, or among its device's work: the lowest key is taken first, so that nothing starves. */
export function dispatchKeyOf(queuedAt: number, priority: number): number {
  return queuedAt + (priority - 1) * 60_000;
}

/** A device closes its push channel by this code when it stops of its own accord: it is offline from then on. */
export const DEVICE_LEAVES = 4001;

export type Wish = "pause" | "resume" | "cancel";

/** A control that the device has not heard of yet. */
export interface Control {
  jobId: string;
  attempt: number;
  wish: Wish;
}

/** One attempt of a job, as its device takes it on. The same attempt asked for again is the same assignment. */
export interface Assignment {
  jobId: string;
  attempt: number;
  version: number;
  kind: JobKind;
  type: string;
  name: string;
  spec: ProbeSpec | CommandSpec | TaskSpec;
  /** Of a task. */
  input?: Json;
  /** When the attempt is out of time, in epoch ms; null where it has no limit. */
  timeoutAt: number | null;
  leaseMs: number;
  /** The last report that was taken; the next one is one higher. */
  reportSeq: number;
  /** The server's clock, so that a device whose clock is wrong stamps its samples by it. */
  now: number;
  status: JobStatus;
  /** Of a probe: tick 0 of its grid in epoch ms, the last sample kept and the last tick that it belongs to. */
  probe?: { originMs: number; lastSeq: number; lastTick: number };
}

/** What the push channel tells a device. */
export type DeviceFrame =
  | { type: "work" }
  | ({ type: "control" } & Control)
  /** The credentials hold no longer. */
  | { type: "revoked" };

/** A job offered to its device, in the order in which the device is to take them: the lowest key first. */
export interface WorkOffer {
  jobId: string;
  attempt: number;
  kind: JobKind;
  type: string;
  dispatchKey: number;
}

/** A place in a queue that an agent was given with the attempt of a task; it counts once the job's object has accepted it. */
export interface Claim {
  jobId: string;
  attempt: number;
  type: string;
  queue: string;
  dispatchKey: number;
}

export interface WorkAsked {
  max: number;
  types?: string[] | undefined;
  kinds?: JobKind[] | undefined;
}

export interface HeartbeatAnswer {
  hasWork: boolean;
  controls: Control[];
  nextHeartbeatMs: number;
  now: number;
}

/** What a device tells of an attempt: counted from 1 without holes, and taken once however often it is sent. */
export interface DeviceReport {
  jobId: string;
  attempt: number;
  seq: number;
  expectedVersion?: number | undefined;
  status?: "running" | "completed" | "failed" | "rejected" | undefined;
  /** 0 to 100. */
  progress?: number | undefined;
  message?: string | undefined;
  result?: Json | undefined;
  /** With `retryable` false another attempt would not mend it. */
  error?: (JobError & { retryable?: boolean | undefined }) | undefined;
  exitCode?: number | undefined;
  output?: { stream: "stdout" | "stderr"; step?: string | undefined; text: string }[] | undefined;
  payload?: { request?: Json; response?: Json } | undefined;
  steps?: StepProgress[] | undefined;
}

export interface ReportTaken {
  version: number;
  wish?: Wish;
}

export interface SampleBatch {
  jobId: string;
  attempt: number;
  samples: Sample[];
}

export interface SamplesTaken {
  /** The first sample that is still wanted. */
  nextSeq: number;
  wish?: Wish;
}

/** How an execution of a rollout stands, as its job tells it. */
export interface ExecutionOutcome {
  deviceId: string;
  jobId: string;
  version: number;
  attempt: number;
  status: Job["status"];
  error: JobError | null;
  startedAt: number | null;
  endedAt: number | null;
}
