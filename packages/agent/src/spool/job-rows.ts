import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { Assignment } from "@fieldline/domain/device";
import type { StepProgress } from "@fieldline/domain/document";
import type { AttemptRef } from "../server/device-port.ts";

/** `taken`: known, nothing done. `begun`: its first step or tick may have run. `over`: what is left is to be told. `settled`: the server knows all. */
export type SpoolState = "taken" | "begun" | "over" | "settled";

export interface SpooledJob extends AttemptRef {
  kind: Assignment["kind"];
  assignment: Assignment;
  state: SpoolState;
  /** The last report's. */
  reportSeq: number;
  steps: StepProgress[];
  sampleSeq: number;
  ackedSample: number;
  lastTick: number;
}

/** Remembered after all is told, so that an answer that was long under way starts nothing again. */
const SETTLED_KEPT_MS = 86_400_000;

/** The attempts that this device has taken on. */
export class JobRows {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  find({ jobId, attempt }: AttemptRef): SpooledJob | undefined {
    return this.#list("jobId = ? AND attempt = ?", jobId, attempt)[0];
  }

  listOpen(): SpooledJob[] {
    return this.#list("state <> 'settled'");
  }

  /** Takes an assignment on, or learns what the server knows more of it than this spool. */
  take(assignment: Assignment, now: number): SpooledJob {
    const { jobId, attempt, kind, reportSeq, probe } = assignment;
    this.#database
      .prepare(
        `INSERT INTO jobs (jobId, attempt, kind, assignment, reportSeq, sampleSeq, ackedSample, lastTick, takenAt)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8)
         ON CONFLICT DO UPDATE SET assignment = ?4, reportSeq = max(reportSeq, ?5), sampleSeq = max(sampleSeq, ?6),
           ackedSample = max(ackedSample, ?6), lastTick = max(lastTick, ?7)`,
      )
      .run(
        jobId,
        attempt,
        kind,
        JSON.stringify(assignment),
        reportSeq,
        probe?.lastSeq ?? 0,
        probe?.lastTick ?? -1,
        now,
      );
    const job = this.find(assignment);
    if (!job) throw new Error("The spool lost a job that it had just taken.");
    return job;
  }

  /** From here on it must never run again, so this alone waits for the disk. */
  begin({ jobId, attempt }: AttemptRef): void {
    this.#database.exec("PRAGMA synchronous = FULL");
    this.#database.prepare("UPDATE jobs SET state = 'begun' WHERE jobId = ? AND attempt = ?").run(jobId, attempt);
    this.#database.exec("PRAGMA synchronous = NORMAL");
  }

  end({ jobId, attempt }: AttemptRef, now: number): void {
    this.#database
      .prepare("UPDATE jobs SET state = 'over', endedAt = ? WHERE jobId = ? AND attempt = ?")
      .run(now, jobId, attempt);
  }

  /** Drops what was not begun; the server gives it out again, or has thought otherwise meanwhile. */
  forget({ jobId, attempt }: AttemptRef): void {
    this.#database.prepare("DELETE FROM jobs WHERE jobId = ? AND attempt = ?").run(jobId, attempt);
  }

  /** Nothing of this attempt is owed any longer. */
  settle({ jobId, attempt }: AttemptRef, now: number): void {
    for (const table of ["reports", "output"])
      this.#database.prepare(`DELETE FROM ${table} WHERE jobId = ? AND attempt = ?`).run(jobId, attempt);
    this.#database
      .prepare(
        `UPDATE jobs SET state = 'settled', endedAt = coalesce(endedAt, ?), steps = NULL, assignment = '{}'
         WHERE jobId = ? AND attempt = ?`,
      )
      .run(now, jobId, attempt);
    this.#database
      .prepare(
        "DELETE FROM samples WHERE jobId = ?1 AND NOT EXISTS (SELECT 1 FROM jobs WHERE jobId = ?1 AND state <> 'settled')",
      )
      .run(jobId);
    this.#database.prepare("DELETE FROM jobs WHERE state = 'settled' AND endedAt < ?").run(now - SETTLED_KEPT_MS);
  }

  noteSteps({ jobId, attempt }: AttemptRef, steps: StepProgress[]): void {
    this.#database
      .prepare("UPDATE jobs SET steps = ?, hasNewSteps = 1 WHERE jobId = ? AND attempt = ?")
      .run(JSON.stringify(steps), jobId, attempt);
  }

  #list(where: string, ...values: SQLInputValue[]): SpooledJob[] {
    const rows = this.#database.prepare(`SELECT * FROM jobs WHERE ${where} ORDER BY takenAt, jobId`).all(...values);
    return rows.map(jobOf);
  }
}

function jobOf(row: Record<string, unknown>): SpooledJob {
  const { jobId, attempt, kind, state, reportSeq, sampleSeq, ackedSample, lastTick } = row as unknown as SpooledJob;
  return {
    ...{ jobId, attempt, kind, state, reportSeq, sampleSeq, ackedSample, lastTick },
    assignment: JSON.parse(String(row.assignment)),
    steps: row.steps ? JSON.parse(String(row.steps)) : [],
  };
}
