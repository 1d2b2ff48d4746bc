import type { DatabaseSync } from "node:sqlite";
import type { Logger } from "../log.ts";
import { inTransaction } from "./transaction.ts";

const CHECK_MS = 5_000;
/** Freed at once, so that a full spool is not cut with each tick. */
const SPARE_SHARE = 0.05;

/** Keeps the spool below its limit: what was told goes first, then what ended longest ago; at last nothing new is kept. */
export class SpoolSize {
  readonly #database: DatabaseSync;
  readonly #maxBytes: number;
  readonly #log: Logger;
  #checkedAt = Number.NEGATIVE_INFINITY;
  #isFull = false;

  constructor(database: DatabaseSync, { maxBytes, log }: { maxBytes: number; log: Logger }) {
    this.#database = database;
    this.#maxBytes = maxBytes;
    this.#log = log;
  }

  /** Whether there is room for more samples; looks every few seconds. */
  hasRoom(now: number): boolean {
    if (Math.abs(now - this.#checkedAt) < CHECK_MS) return !this.#isFull;
    this.#checkedAt = now;
    this.free();
    return !this.#isFull;
  }

  /** Makes room where there is none. */
  free(): void {
    let isFull = this.#bytes() > this.#maxBytes;
    if (isFull) {
      this.#dropTold();
      const enough = this.#maxBytes * (1 - SPARE_SHARE);
      while (this.#bytes() > enough && this.#dropOldestEnded());
      isFull = this.#bytes() > this.#maxBytes;
    }
    if (isFull && !this.#isFull)
      this.#log.error("The spool is full: ticks are missed until the server takes what is kept.", {
        maxBytes: this.#maxBytes,
      });
    this.#isFull = isFull;
  }

  #bytes(): number {
    const pragma = (name: string) => Number(Object.values(this.#database.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
    return (pragma("page_count") - pragma("freelist_count")) * pragma("page_size");
  }

  #dropTold(): void {
    this.#database.exec(
      `DELETE FROM samples WHERE seq <=
         (SELECT min(ackedSample) FROM jobs WHERE jobs.jobId = samples.jobId AND state <> 'settled')`,
    );
  }

  /** Its untold samples go from the first missing one on; what the server has stays without a hole. */
  #dropOldestEnded(): boolean {
    const job = this.#database
      .prepare(
        `SELECT jobId, attempt, ackedSample, sampleSeq FROM jobs
         WHERE kind = 'probe' AND state = 'over' AND sampleSeq > ackedSample ORDER BY endedAt LIMIT 1`,
      )
      .get();
    if (!job) return false;
    const dropped = inTransaction(this.#database, () => {
      this.#database
        .prepare("UPDATE jobs SET sampleSeq = ackedSample WHERE jobId = ? AND attempt = ?")
        .run(String(job.jobId), Number(job.attempt));
      return this.#database
        .prepare("DELETE FROM samples WHERE jobId = ? AND seq > ?")
        .run(String(job.jobId), Number(job.ackedSample)).changes;
    });
    this.#log.warn("The spool is full: samples of an ended probe were dropped unsent.", { jobId: job.jobId, dropped });
    return true;
  }
}
