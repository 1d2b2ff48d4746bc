import type { Database } from "@fieldline/db/database";
import type { Config } from "@fieldline/domain/config";
import type { Result } from "@fieldline/domain/errors";
import type { Series } from "@fieldline/domain/frames";
import type { Actor, Job, LogEntry, Sample } from "@fieldline/domain/job";

/** What a running job's object does for the API. Expected failures come back as tagged results. */
export interface JobsPort {
  /** Starts the job's object under these settings; starting it again changes nothing. */
  start(job: Job, config: Config): Promise<Job>;
  /** The job as its object knows it; undefined where the object was never started. */
  describe(id: string): Promise<Job | undefined>;
  pause(id: string, actor: Actor): Promise<Result<Job>>;
  resume(id: string, actor: Actor): Promise<Result<Job>>;
  cancel(id: string, actor: Actor, reason: string | null): Promise<Result<Job>>;
  remove(id: string, actor: Actor): Promise<Result<{ id: string }>>;
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

export interface User {
  id: string;
  name: string;
  role: "viewer" | "tech" | "operator" | "admin";
}

/** What a procedure works with: ports and the caller, never a binding. */
export interface Context {
  db: Database;
  jobs: JobsPort;
  clock: () => number;
  newId: () => string;
  /** A whole number from 0 to 2^31 - 1. */
  randomSeed: () => number;
  user: User;
  requestId: string;
  /** Keeps the cause of an unexpected error, which the caller never sees. */
  reportError: (error: unknown) => void;
}

export function actorOf({ user }: Context): Actor {
  return { kind: "user", id: user.id, name: user.name };
}
