import type { CommandSpec, StepProgress } from "../command/document.ts";

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
  /** Of a traceroute, the way to the target, nearest first; `rttMs` is then the target's own. */
  hops?: Hop[];
}

/** One router on the way: who answered at this distance, and how fast each query was; null where nobody did. */
export interface Hop {
  ttl: number;
  ip: string | null;
  name?: string;
  rttMs: (number | null)[];
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
  /** Of output: where it came from, and the text is the message. */
  stream?: "stdout" | "stderr";
  /** The step of a command that it belongs to. */
  step?: string;
  request?: Json;
  response?: Json;
}

/** One execution of a job. A retry makes a new one; this one stays as it was. */
export interface Attempt {
  attempt: number;
  status: JobStatus;
  startedAt: number | null;
  endedAt: number | null;
  /** Who executed it. */
  assigneeId: string | null;
  exitCode: number | null;
  error: JobError | null;
  result: Json;
  steps: StepProgress[];
}

/** Whether the device that executes a job is there. A lost prober says nothing about the target. */
export interface Prober {
  /** `waiting`: it has not taken the job on. `lost`: its lease ran out without a word. */
  state: "waiting" | "present" | "lost";
  since: number;
}

export const DEPENDENCY_RULES = ["fail", "run", "cancel"] as const;
export type DependencyRule = (typeof DEPENDENCY_RULES)[number];

export interface RetryPolicy {
  /** 1 to 10; 1 is no retry. */
  maxAttempts: number;
  initialMs: number;
  factor: number;
  maxMs: number;
}

/** Whatever JSON can say. */
export type Json = null | boolean | number | string | object;

export interface JobError {
  code: string;
  message: string;
}

interface JobBase {
  id: string;
  /** For a probe its method; for a command `command`; for a task the handler it asks for. */
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
  /** Where a task waits for whoever takes it; null of what is meant for one device, or runs by itself. */
  queue: string | null;
  notes: string | null;
  requesterId: string;
  requesterName: string;
  /** The device that executes it. */
  assigneeId: string | null;
  assigneeName: string | null;
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
  /** How long one attempt may take from its start, in ms; null where it has no limit. */
  timeoutMs: number | null;
  /** How long it may wait for its device or in its queue, in ms; null where it waits for good. */
  queueTtlMs: number | null;
  retry: RetryPolicy | null;
  /** The jobs that must end before it starts. */
  dependsOn: string[];
  /** Those of them that have not ended yet. */
  waitsFor: string[];
  /** What becomes of it where one of them does not complete. */
  onDependencyFailure: DependencyRule;
  /** Optional, because what is unknown may be absent from JSON. */
  result: Json;
  error: JobError | null;
  summary: ProbeSummary | null;
  verdict: Verdict | null;
  /** Median rtt in ms of each of the last ticks, oldest first; null where every packet of a tick was lost. At most 60. */
  recent: (number | null)[];
  /** Time spent paused so far, in ms: the end of the window has moved by as much. */
  pausedTotalMs: number;
  /** Of what a device executes. */
  prober: Prober | null;
  /** Of a command's present attempt. */
  steps: StepProgress[];
  exitCode: number | null;
}

export interface ProbeJob extends JobBase {
  kind: "probe";
  spec: ProbeSpec;
}
export interface CommandJob extends JobBase {
  kind: "command";
  spec: CommandSpec;
}
export interface TaskJob extends JobBase {
  kind: "task";
  spec: TaskSpec;
}
export type Job = ProbeJob | CommandJob | TaskJob;
export type JobSpec = Job["spec"];

export interface ProbeTarget {
  host: string;
  port?: number;
  path?: string;
  accountNumber?: string;
  /** Lower-case hex pairs with colons. */
  mac?: string;
  ip?: string;
}

export type ProbeMethod = "icmp" | "tcp" | "http" | "traceroute" | "simulated";
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

/** What an agent's handler is given, and by what a person tells that it is done. */
export interface TaskSpec {
  description: string | null;
  acceptanceCriteria: string | null;
  input: Json;
  /** How long it is its agent's without a sign of life, in ms. */
  leaseMs: number;
  /** Tasks of one queue, type and template with the same key run `concurrencyLimit` at a time, first come first served. */
  concurrencyKey: string | null;
  concurrencyLimit: number;
  variables: Record<string, string>;
  template: { slug: string; version: number } | null;
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
