import type { ConfigStore } from "@fieldline/db/config";
import type { Database } from "@fieldline/db/database";
import type { Bulk, BulkPlan } from "@fieldline/domain/bulk";
import type { Caller, RequestInfo } from "@fieldline/domain/caller";
import type { Config } from "@fieldline/domain/config";
import type {
  Assignment,
  Capabilities,
  DeviceReport,
  HeartbeatAnswer,
  ReportTaken,
  SampleBatch,
  SamplesTaken,
  WorkAsked,
} from "@fieldline/domain/device";
import type { Result } from "@fieldline/domain/errors";
import type { CheckUp, Finding } from "@fieldline/domain/finding";
import type { FeedFrame, FeedTopic, Series } from "@fieldline/domain/frames";
import type { Attempt, Job, LogEntry, Sample } from "@fieldline/domain/job";
import type { Doing } from "@fieldline/domain/lifecycle";
import type { Access } from "@fieldline/domain/refusal";
import type { Execution, ExecutionsAsked, Rollout, RolloutDetail } from "@fieldline/domain/rollout";
import type { RolloutPlan } from "@fieldline/domain/rollout-plan";

/** What a running job's object does for the API. Expected failures come back as tagged results. */
export interface JobsPort {
  /** Starts the job's object under these settings; starting it again changes nothing. */
  start(job: Job, config: Config): Promise<Job>;
  /** The job as its object knows it; undefined where the object was never started. */
  describe(id: string): Promise<Job | undefined>;
  /** Moves the job by what a person does; fails with JOB_NOT_FOUND, JOB_ENDED, ILLEGAL_TRANSITION. */
  control(id: string, doing: Doing): Promise<Result<Job>>;
  remove(id: string, by: Caller): Promise<Result<{ id: string }>>;
  samples(id: string, range: SeqRange): Promise<Sample[]>;
  log(id: string, range: SeqRange): Promise<LogEntry[]>;
  series(id: string, range: TimeRange): Promise<Series>;
  attempts(id: string): Promise<Attempt[]>;
  /** What the job's device says of its attempt; each fails with FORBIDDEN, STALE_ATTEMPT, JOB_ENDED where it may not. */
  report(deviceId: string, report: DeviceReport): Promise<Result<ReportTaken>>;
  takeSamples(deviceId: string, batch: SampleBatch): Promise<Result<SamplesTaken>>;
  reject(deviceId: string, told: { jobId: string; attempt: number; reason: string }): Promise<Result<ReportTaken>>;
  release(deviceId: string, told: { jobId: string; attempt: number; reason: string }): Promise<Result<ReportTaken>>;
}

/** What the devices' objects do for the API. */
export interface DevicesPort {
  /** Gives a new device its credentials. */
  enroll(id: string, credentials: { name: string; secretHash: string; capabilities: Capabilities }): Promise<void>;
  /** Throws nothing where the secret is the device's; fails with UNAUTHENTICATED, DEVICE_REVOKED. */
  authenticate(id: string, secretHash: string): Promise<Result<{ ok: true }>>;
  /** Fails with DEVICE_REVOKED, RATE_LIMITED. */
  heartbeat(id: string, told: { jobs: { id: string; attempt: number }[] }): Promise<Result<HeartbeatAnswer>>;
  next(id: string, asked: WorkAsked): Promise<Result<Assignment[]>>;
  /** Fails with DEVICE_REVOKED where the device's credentials hold no longer, RATE_LIMITED where it asks too often. */
  check(id: string): Promise<Result<{ ok: true }>>;
  /** Ends the device's credentials, its push channel and its jobs, at once and for good. */
  revoke(id: string, by: Caller): Promise<void>;
  rename(id: string, name: string): Promise<void>;
  /** Tells the device's object for which types it has handlers now. */
  learn(id: string, types: string[]): Promise<void>;
}

/** What the rollouts' objects do for the API. */
export interface RolloutsPort {
  /** Takes the rollout on; starting it again changes nothing. */
  start(plan: RolloutPlan): Promise<Rollout>;
  describe(id: string): Promise<RolloutDetail | undefined>;
  cancel(id: string, by: Caller, options: { force: boolean; reason: string | null }): Promise<Result<Rollout>>;
  retryFailed(id: string, by: Caller): Promise<Result<Rollout>>;
  executions(id: string, asked: ExecutionsAsked): Promise<{ items: Execution[]; nextCursor: string | null }>;
}

/** Compares what the database shows with what the jobs' objects know. */
export interface DoctorPort {
  examine(now: number): Promise<Omit<CheckUp, "checkedAt">>;
  /** Puts right what was found; gives what it put right and what stays. */
  putRight(findings: Finding[], now: number): Promise<{ repaired: Finding[]; findings: Finding[] }>;
}

/** What the queues' object does for the API. */
export interface QueuesPort {
  /** Has those who wait for a task told that there may be one in this queue; null is any. */
  changed(queue: string | null): Promise<void>;
}

/** What the objects of bulks do for the API. */
export interface BulksPort {
  /** Takes a list of jobs on; `about` is what the audit says of it beside its length. */
  start(plan: BulkPlan, list: { jobIds: string[]; about: object }): Promise<Bulk>;
  describe(id: string): Promise<Bulk | undefined>;
  /** Ends it where it is; one that is over stays as it is. */
  abort(id: string, by: Required<Caller>): Promise<Bulk | undefined>;
}

/** What the scheduler's object does for the API. */
export interface SchedulerPort {
  /** Has it look when a schedule is due next. */
  changed(): Promise<void>;
}

export interface SeqRange {
  afterSeq: number;
  limit: number;
}
export interface TimeRange {
  from?: number | undefined;
  to?: number | undefined;
  points: number;
}

/** Who asks, and by what. Of a token's caller the role is the token's, or the owner's where that is less. */
export interface User extends Access {
  name: string;
  email: string;
  via: "session" | "token";
  sessionId: string | null;
  /** The token that was sent; what it makes lives no longer than itself. */
  token: { id: string; expiresAt: number } | null;
}

/** Passwords and secrets, as the edge makes and checks them. */
export interface SecretsPort {
  hashPassword(password: string): Promise<string>;
  isPassword(password: string, hash: string): Promise<boolean>;
  /** A password that is told once and typed by a person. */
  newPassword(): string;
  /** A token with this prefix, such as a personal access token's, and what is kept of it. */
  newToken(prefix?: string): Promise<{ token: string; hash: string }>;
  /** What is kept of a token or a device's secret. */
  hashToken(token: string): Promise<string>;
  /** A text's SHA-256, in lower-case hex. */
  sha256Hex(text: string): Promise<string>;
  /** A device's access token, verified by its signature alone. */
  signDevice(deviceId: string): Promise<{ accessToken: string; expiresAt: number }>;
  /** A text's signature by the server's secret, for this purpose alone. */
  sign(purpose: string, text: string): Promise<string>;
}

/** Counts what must not be done too often, exactly, over all of the server. */
export interface LimiterPort {
  /** Takes one of `limit` places in a window; where none is left, says in how many ms one will be. */
  take(key: string, window: { limit: number; windowMs: number }): Promise<{ ok: boolean; retryAfterMs: number }>;
}

export interface DeviceCaller {
  id: string;
}

/** What a procedure works with: ports and the caller, never a binding. */
export interface Context {
  db: Database;
  config: ConfigStore;
  jobs: JobsPort;
  devices: DevicesPort;
  rollouts: RolloutsPort;
  queues: QueuesPort;
  doctor: DoctorPort;
  scheduler: SchedulerPort;
  bulks: BulksPort;
  /** Tells those who watch a topic of the feed. */
  publish(topic: FeedTopic, frames: FeedFrame[]): Promise<void>;
  secrets: SecretsPort;
  limiter: LimiterPort;
  /** Closes the live sockets of a person whose rights have changed, or of everybody; who still may comes back. */
  closeSocketsOf(userId: string | null): Promise<void>;
  clock: () => number;
  newId: () => string;
  /** A whole number from 0 to 2^31 - 1. */
  randomSeed: () => number;
  /** Null where nobody has signed in. */
  user: User | null;
  /** The device that sends this by its access token; null where none does. */
  device: DeviceCaller | null;
  request: RequestInfo;
  /** Where people reach this server, such as `https://fieldline.example.net`. */
  origin: string;
  /** Keeps the cause of an unexpected error, which the caller never sees. */
  reportError: (error: unknown) => void;
}

/** The context of a procedure that a device calls. */
export type ByDevice = Context & { device: DeviceCaller };

/** The context of a procedure that somebody was allowed to call. */
export type SignedIn = Context & { user: User };

export function callerOf({ user, request }: Pick<SignedIn, "user" | "request">): Required<Caller> {
  const actor = { kind: "user" as const, id: user.id, name: user.name };
  return { actor, request: { ...request, tokenId: user.token?.id ?? null } };
}
