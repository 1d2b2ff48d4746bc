import type { Attempt } from "@fieldline/domain/job";

/** One report of a device, by which it is known again. */
export interface ReportMark {
  attempt: number;
  seq: number;
  hash: string;
}

/** So many reports of an attempt are known again; a device sends the last one twice, not one of long ago. */
const REPORTS_KNOWN = 1_000;

/** All SQL about the attempts of a job that are over, and the reports that were taken of each. */
export class AttemptStore {
  readonly #sql: () => SqlStorage;

  constructor(sql: () => SqlStorage) {
    this.#sql = sql;
  }

  write(attempt: Attempt): void {
    this.#sql().exec(
      "INSERT OR REPLACE INTO attempts (attempt, record) VALUES (?, ?)",
      attempt.attempt,
      JSON.stringify(attempt),
    );
  }

  list(): Attempt[] {
    return this.#sql()
      .exec<{ record: string }>("SELECT record FROM attempts ORDER BY attempt")
      .toArray()
      .map(({ record }) => JSON.parse(record));
  }

  /** Who executed an attempt that is over. */
  assigneeOf(attempt: number): string | undefined {
    return (
      this.#sql()
        .exec<{ assignee: string | null }>(
          "SELECT record ->> '$.assigneeId' AS assignee FROM attempts WHERE attempt = ?",
          attempt,
        )
        .toArray()[0]?.assignee ?? undefined
    );
  }

  countHandedBack(): number {
    return this.#sql()
      .exec<{ count: number }>("SELECT count(*) AS count FROM attempts WHERE record ->> '$.error.code' = 'RELEASED'")
      .one().count;
  }

  markReport({ attempt, seq, hash }: ReportMark): void {
    this.#sql().exec("INSERT INTO reports (attempt, seq, hash) VALUES (?, ?, ?)", attempt, seq, hash);
    this.#sql().exec("DELETE FROM reports WHERE attempt = ? AND seq <= ?", attempt, seq - REPORTS_KNOWN);
  }

  reportHash(attempt: number, seq: number): string | undefined {
    return this.#sql()
      .exec<{ hash: string }>("SELECT hash FROM reports WHERE attempt = ? AND seq = ?", attempt, seq)
      .toArray()[0]?.hash;
  }

  lastReportSeq(attempt: number): number {
    return this.#sql()
      .exec<{ seq: number }>("SELECT coalesce(max(seq), 0) AS seq FROM reports WHERE attempt = ?", attempt)
      .one().seq;
  }
}
