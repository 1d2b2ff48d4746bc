import type { ConfigStore } from "@fieldline/db/config";
import type { Database } from "@fieldline/db/database";
import type { Caller, RequestInfo } from "@fieldline/domain/caller";
import type { Config } from "@fieldline/domain/config";
import type { Result } from "@fieldline/domain/errors";
import type { Series } from "@fieldline/domain/frames";
import type { Job, LogEntry, Sample } from "@fieldline/domain/job";
import type { Access } from "@fieldline/domain/refusal";

/** What a running job's object does for the API. Expected failures come back as tagged results. */
export interface JobsPort {
  /** Starts the job's object under these settings; starting it again changes nothing. */
  start(job: Job, config: Config): Promise<Job>;
  /** The job as its object knows it; undefined where the object was never started. */
  describe(id: string): Promise<Job | undefined>;
  pause(id: string, by: Caller): Promise<Result<Job>>;
  resume(id: string, by: Caller): Promise<Result<Job>>;
  cancel(id: string, by: Caller, reason: string | null): Promise<Result<Job>>;
  remove(id: string, by: Caller): Promise<Result<{ id: string }>>;
  samples(id: string, range: SeqRange): Promise<Sample[]>;
  log(id: string, range: SeqRange): Promise<LogEntry[]>;
  series(id: string, range: TimeRange): Promise<Series>;
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
  /** A personal access token and what is kept of it. */
  newToken(): Promise<{ token: string; hash: string }>;
  /** A text's signature by the server's secret, for this purpose alone. */
  sign(purpose: string, text: string): Promise<string>;
}

/** Counts what must not be done too often, exactly, over all of the server. */
export interface LimiterPort {
  /** Takes one of `limit` places in a window; where none is left, says in how many ms one will be. */
  take(key: string, window: { limit: number; windowMs: number }): Promise<{ ok: boolean; retryAfterMs: number }>;
}

/** What a procedure works with: ports and the caller, never a binding. */
export interface Context {
  db: Database;
  config: ConfigStore;
  jobs: JobsPort;
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
  request: RequestInfo;
  /** Where people reach this server, such as `https://fieldline.example.net`. */
  origin: string;
  /** Keeps the cause of an unexpected error, which the caller never sees. */
  reportError: (error: unknown) => void;
}

/** The context of a procedure that somebody was allowed to call. */
export type SignedIn = Context & { user: User };

export function callerOf({ user, request }: Pick<SignedIn, "user" | "request">): Required<Caller> {
  const actor = { kind: "user" as const, id: user.id, name: user.name };
  return { actor, request: { ...request, tokenId: user.token?.id ?? null } };
}
