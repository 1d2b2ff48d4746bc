import type { HealthThresholds } from "@fieldline/domain/config";
import type { SeriesBucket } from "@fieldline/domain/frames";
import type { Alert, Job, LogEntry, Sample } from "@fieldline/domain/job";
import type { LogDraft } from "@fieldline/domain/lifecycle";
import type { ProbeStatistics } from "@fieldline/domain/statistics";
import { AttemptStore } from "./attempt-store.ts";
import type { Owed, OwedEffect } from "./outbox.ts";
import { migrate } from "./schema.ts";

/** What an object keeps beside its samples and log: small, and written only when it changed. */
export interface Head {
  job: Job;
  /** The running aggregates up to some sample; later samples are folded in when the head is read. */
  statistics: ProbeStatistics;
  settings: JobSettings;
  openAlert: Alert | null;
  execution: Execution;
}

/** The attempt under way, as its device has been heard of. */
export interface Execution {
  /** Until when nothing need be heard of the device; null where none is at work. */
  leaseUntil: number | null;
  /** What has been kept of each stream of this attempt, in bytes. */
  outputBytes: { stdout: number; stderr: number };
  /** What its messages and payloads take in the log, in characters of JSON; absent where it was begun before they were counted. */
  toldLength?: number;
  /** Reports that came after the end and were noted. */
  lateReports: number;
}

export const NO_EXECUTION: Execution = { leaseUntil: null, outputBytes: { stdout: 0, stderr: 0 }, lateReports: 0 };

export interface JobSettings {
  health: HealthThresholds;
  retentionMs: number;
}

type SampleRow = {
  seq: number;
  tick: number;
  at: number;
  rtt_ms: number | null;
  error: string | null;
  hops: string | null;
};
type LogRow = { seq: number; entry: string };
type OutboxRow = { id: number; effect: string; attempts: number; due_at: number };
type BucketRow = { at: number; bucket: string };

/** A statement takes a hundred parameters at most. */
const ROWS_A_STATEMENT = 16;

/** All SQL of a job's object. */
export class JobStore {
  readonly #storage: DurableObjectStorage;
  #isMigrated = false;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** The attempts that are over and the reports that were taken. */
  readonly attempts = new AttemptStore(() => this.#sql);

  /** Migrated on first use, so that a new object's tables and its first state are one commit. */
  get #sql(): SqlStorage {
    if (!this.#isMigrated) migrate(this.#storage);
    this.#isMigrated = true;
    return this.#storage.sql;
  }

  /** Runs `write` in one transaction: all of it is stored, or none. */
  transaction<T>(write: () => T): T {
    return this.#storage.transactionSync(write);
  }

  /** Reading what was never started leaves nothing behind. */
  readHead(): Head | undefined {
    if (!this.#isMigrated && !this.#hasTables()) return undefined;
    const rows = this.#sql.exec<{ key: string; value: string }>("SELECT key, value FROM head").toArray();
    if (rows.length === 0) return undefined;
    const stored = Object.fromEntries(rows.map(({ key, value }) => [key, JSON.parse(value)])) as Head;
    return { ...stored, execution: stored.execution ?? NO_EXECUTION };
  }

  #hasTables(): boolean {
    return this.#storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'head'").toArray().length > 0;
  }

  writeHead(head: Head): void {
    for (const [key, value] of Object.entries(head))
      this.#sql.exec("INSERT OR REPLACE INTO head (key, value) VALUES (?, ?)", key, JSON.stringify(value));
  }

  appendSamples(samples: Sample[]): void {
    for (let first = 0; first < samples.length; first += ROWS_A_STATEMENT) {
      const rows = samples.slice(first, first + ROWS_A_STATEMENT);
      const places = rows.map(() => "(?, ?, ?, ?, ?, ?)").join(", ");
      this.#sql.exec(
        `INSERT INTO samples (seq, tick, at, rtt_ms, error, hops) VALUES ${places} ON CONFLICT (seq) DO NOTHING`,
        ...rows.flatMap(({ seq, tick, at, rttMs, error, hops }) => [
          seq,
          tick,
          at,
          rttMs,
          error ?? null,
          hops ? JSON.stringify(hops) : null,
        ]),
      );
    }
  }

  samplesAfter(afterSeq: number, limit: number): Sample[] {
    return this.#sql
      .exec<SampleRow>("SELECT * FROM samples WHERE seq > ? ORDER BY seq LIMIT ?", afterSeq, limit)
      .toArray()
      .map(sampleOf);
  }

  /** Samples sent from `from` up to but not at `to`, and the last one before them. */
  samplesBetween(from: number, to: number): { before: Sample | undefined; samples: Sample[] } {
    const first = this.#firstSeqFrom(from);
    const samples = this.samplesAfter(first - 1, this.#firstSeqFrom(to) - first);
    return { before: this.samplesAfter(first - 2, 1).filter(({ seq }) => seq < first)[0], samples };
  }

  countSamplesBetween(from: number, to: number): number {
    return this.#firstSeqFrom(to) - this.#firstSeqFrom(from);
  }

  /** By bisection: `at` grows with `seq`, and an index on it would cost a page a tick. */
  #firstSeqFrom(at: number): number {
    let low = 1;
    let high = this.lastSampleSeq() + 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      const [sample] = this.samplesAfter(middle - 1, 1);
      if (sample && sample.at < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  lastSampleSeq(): number {
    return this.#sql.exec<{ seq: number }>("SELECT coalesce(max(seq), 0) AS seq FROM samples").one().seq;
  }

  appendLog(draft: LogDraft): LogEntry {
    const { seq } = this.#sql
      .exec<{ seq: number }>("INSERT INTO log (entry) VALUES (?) RETURNING seq", JSON.stringify(draft))
      .one();
    return { seq, ...draft };
  }

  logAfter(afterSeq: number, limit: number): LogEntry[] {
    return this.#sql
      .exec<LogRow>("SELECT seq, entry FROM log WHERE seq > ? ORDER BY seq LIMIT ?", afterSeq, limit)
      .toArray()
      .map(({ seq, entry }) => ({ seq, ...JSON.parse(entry) }));
  }

  lastLogSeq(): number {
    return this.#sql.exec<{ seq: number }>("SELECT coalesce(max(seq), 0) AS seq FROM log").one().seq;
  }

  writeExecution(execution: Execution): void {
    this.#sql.exec("INSERT OR REPLACE INTO head (key, value) VALUES ('execution', ?)", JSON.stringify(execution));
  }

  owe(effect: OwedEffect, dueAt: number): void {
    this.#sql.exec("INSERT INTO outbox (effect, attempts, due_at) VALUES (?, 0, ?)", JSON.stringify(effect), dueAt);
  }

  owed(afterId: number): Owed[] {
    return this.#sql
      .exec<OutboxRow>("SELECT * FROM outbox WHERE id > ? ORDER BY id", afterId)
      .toArray()
      .map(({ id, effect, attempts }) => ({ id, effect: JSON.parse(effect), attempts }));
  }

  owedDueAt(afterId: number): number | undefined {
    const row = this.#sql
      .exec<{ at: number | null }>("SELECT min(due_at) AS at FROM outbox WHERE id > ?", afterId)
      .one();
    return row.at ?? undefined;
  }

  settle(throughId: number): void {
    this.#sql.exec("DELETE FROM outbox WHERE id <= ?", throughId);
  }

  postpone(throughId: number, dueAt: number): void {
    this.#sql.exec("UPDATE outbox SET attempts = attempts + 1, due_at = ? WHERE id <= ?", dueAt, throughId);
  }

  writeMinutes(buckets: SeriesBucket[]): void {
    for (const bucket of buckets)
      this.#sql.exec("INSERT OR REPLACE INTO minutes (at, bucket) VALUES (?, ?)", bucket.at, JSON.stringify(bucket));
  }

  minutesBetween(from: number, to: number): SeriesBucket[] {
    return this.#sql
      .exec<BucketRow>("SELECT at, bucket FROM minutes WHERE at >= ? AND at < ? ORDER BY at", from, to)
      .toArray()
      .map(({ bucket }) => JSON.parse(bucket));
  }

  /** The end of the last minute that has been rolled up; 0 before the first. */
  rolledThrough(): number {
    const last = this.#sql.exec<{ at: number | null }>("SELECT max(at) AS at FROM minutes").one().at;
    return last === null ? 0 : last + 60_000;
  }
}

function sampleOf({ seq, tick, at, rtt_ms, error, hops }: SampleRow): Sample {
  return {
    seq,
    tick,
    at,
    rttMs: rtt_ms,
    ...(error !== null && { error }),
    ...(hops !== null && { hops: JSON.parse(hops) }),
  };
}
