/** What a job is, as every part of Fieldline sees it. Times are epoch milliseconds, ids are UUIDv7 text. */

export const JOB_KINDS = ["probe", "command", "task"] as const;
export type JobKind = (typeof JOB_KINDS)[number];

export const OPEN_STATUSES = ["scheduled", "blocked", "queued", "assigned", "running", "paused"] as const;
export const ENDED_STATUSES = ["completed", "failed", "timed_out", "rejected", "cancelled"] as const;
export const JOB_STATUSES = [...OPEN_STATUSES, ...ENDED_STATUSES] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];
export type EndedStatus = (typeof ENDED_STATUSES)[number];

/** Whether a job in this status is over for good. */
export function isEnded(status: JobStatus): status is EndedStatus {
  return (ENDED_STATUSES as readonly JobStatus[]).includes(status);
}

export interface Actor {
  kind: "user" | "device" | "schedule" | "system";
  id: string;
  name: string;
}

export interface Verdict {
  state: "healthy" | "degraded" | "intermittent" | "offline" | "unknown";
  /** One or two sentences for a support agent: what, how bad, since when, compared to what. */
  reason: string;
  since: number | null;
}

/** Figures over packets; latency figures are null where nothing was received. A missed tick is no packet. */
export interface ProbeSummary {
  sent: number;
  received: number;
  lossPercent: number | null;
  minMs: number | null;
  avgMs: number | null;
  medianMs: number | null;
  p95Ms: number | null;
  p99Ms: number | null;
  maxMs: number | null;
  stddevMs: number | null;
  jitterMs: number | null;
  mos: number | null;
  missedTicks: number;
}

/** One packet's outcome. `seq` counts from 1 without holes; `tick` is the place on the probe's grid, from 0. */
export interface Sample {
  seq: number;
  tick: number;
  at: number;
  rttMs: number | null;
  /** Why the packet counts as lost, in words; absent when a reply came. */
  error?: string;
}

export interface LogEntry {
  seq: number;
  at: number;
  attempt: number;
  level: "debug" | "info" | "warn" | "error";
  kind: "transition" | "progress" | "output" | "message" | "payload";
  status?: JobStatus;
  message: string;
  actor: Actor;
}

/** Whatever JSON can say. */
export type Json = null | boolean | number | string | object;

export interface JobError {
  code: string;
  message: string;
}

export interface Job {
  id: string;
  kind: JobKind;
  /** For a probe its method; for a task the handler it asks for. */
  type: string;
  name: string;
  status: JobStatus;
  statusReason: string | null;
  /** Grows with every change of the row; a reader that holds a higher one holds the newer state. */
  version: number;
  progress: number | null;
  progressMessage: string | null;
  attempt: number;
  priority: number;
  queue: string | null;
  notes: string | null;
  requesterId: string;
  requesterName: string;
  assigneeId: string | null;
  templateId: string | null;
  scheduleId: string | null;
  rolloutId: string | null;
  idempotencyKey: string | null;
  runAt: number | null;
  createdAt: number;
  queuedAt: number | null;
  startedAt: number | null;
  pausedAt: number | null;
  endedAt: number | null;
  cancelledAt: number | null;
  updatedAt: number;
  spec: ProbeSpec;
  /** Optional, because what is unknown may be absent from JSON. */
  result: Json;
  error: JobError | null;
  summary: ProbeSummary | null;
  verdict: Verdict | null;
  /** Median rtt in ms of each of the last ticks, oldest first; null where every packet of a tick was lost. At most 60. */
  recent: (number | null)[];
  /** Time spent paused so far, in ms: the end of the window has moved by as much. */
  pausedTotalMs: number;
}

export interface ProbeTarget {
  host: string;
  port?: number;
  path?: string;
  accountNumber?: string;
  /** Lower-case hex pairs with colons. */
  mac?: string;
  ip?: string;
}

export type ProbeMethod = "icmp" | "tcp" | "http" | "simulated";
export type Scenario = "healthy" | "intermittent" | "offline";
export type Vantage =
  | { kind: "edge" }
  | { kind: "device"; deviceId: string }
  | { kind: "simulator"; scenario: Scenario; seed: number };

export interface ProbeSpec {
  target: ProbeTarget;
  method: ProbeMethod;
  vantage: Vantage;
  cadenceMs: number;
  durationMs: number;
  /** Packets a tick, 1–20. */
  packets: number;
  /** How long one packet may wait for its reply, in ms; at most the cadence. */
  timeoutMs: number;
  /** HTTP statuses that count as a reply; without it 200–399 do. */
  expectedStatus?: number[];
  /** Whether an HTTP probe follows redirects; it does not unless asked. */
  followRedirects?: boolean;
}

/** One raised instance of an unhealthy verdict, cleared when the probe reads healthy again or ends. */
export interface Alert {
  id: string;
  jobId: string;
  jobName: string;
  /** Whose job it is about. */
  requesterId: string;
  state: "degraded" | "intermittent" | "offline";
  reason: string;
  raisedAt: number;
  clearedAt: number | null;
}
