import type { DatabaseSync } from "node:sqlite";
import type { Sample } from "@fieldline/domain/job";
import type { AttemptRef } from "../server/device-port.ts";
import { inTransaction } from "./transaction.ts";

export const MAX_SAMPLES_PER_CALL = 1_000;
const MAX_CHARACTERS_PER_CALL = 100_000;
/** Told samples of a running probe are kept so long, for a server that asks for them again. */
const KEPT_MS = 3_600_000;

/** What probes have measured: numbered without holes, kept until the server has it, and for a while after. */
export class OutgoingSamples {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Keeps the packets of one tick. */
  add({ jobId, attempt }: AttemptRef, tick: number, packets: Omit<Sample, "seq" | "tick">[]): void {
    inTransaction(this.#database, () => {
      const job = this.#database
        .prepare("SELECT sampleSeq FROM jobs WHERE jobId = ? AND attempt = ?")
        .get(jobId, attempt);
      let seq = Number(job?.sampleSeq ?? 0);
      const insert = this.#database.prepare("INSERT INTO samples (jobId, seq, at, body) VALUES (?, ?, ?, ?)");
      for (const packet of packets)
        insert.run(jobId, ++seq, packet.at, JSON.stringify({ seq, tick, ...packet } satisfies Sample));
      this.#database
        .prepare("UPDATE jobs SET sampleSeq = ?, lastTick = ? WHERE jobId = ? AND attempt = ?")
        .run(seq, tick, jobId, attempt);
    });
  }

  /** The next ones to tell, oldest first. */
  waiting({ jobId, attempt }: AttemptRef): Sample[] {
    const rows = this.#database
      .prepare(
        `SELECT body FROM samples WHERE jobId = ?1
           AND seq > (SELECT ackedSample FROM jobs WHERE jobId = ?1 AND attempt = ?2) ORDER BY seq LIMIT ?3`,
      )
      .all(jobId, attempt, MAX_SAMPLES_PER_CALL);
    let characters = 0;
    const fitting = rows.filter(({ body }, index) => {
      characters += String(body).length;
      return index === 0 || characters <= MAX_CHARACTERS_PER_CALL;
    });
    return fitting.map(({ body }) => JSON.parse(String(body)));
  }

  /** The server has all below `nextSeq`, which may be less than it had before. */
  acknowledge({ jobId, attempt }: AttemptRef, nextSeq: number, now: number): void {
    this.#database
      .prepare("UPDATE jobs SET ackedSample = min(?, sampleSeq) WHERE jobId = ? AND attempt = ?")
      .run(nextSeq - 1, jobId, attempt);
    this.#database
      .prepare("DELETE FROM samples WHERE jobId = ? AND seq < ? AND at < ?")
      .run(jobId, nextSeq, now - KEPT_MS);
  }

  /** Whether `nextSeq` can be answered from here. */
  has(jobId: string, seq: number): boolean {
    return this.#database.prepare("SELECT 1 FROM samples WHERE jobId = ? AND seq = ?").get(jobId, seq) !== undefined;
  }

  /** Numbers on from `nextSeq` what is left, where all between is gone on both sides. */
  closeGap(ref: AttemptRef, nextSeq: number): void {
    const held = this.#database
      .prepare("SELECT min(seq) AS seq FROM samples WHERE jobId = ? AND seq >= ?")
      .get(ref.jobId, nextSeq);
    const sampleSeq = this.#database
      .prepare("SELECT sampleSeq FROM jobs WHERE jobId = ? AND attempt = ?")
      .get(ref.jobId, ref.attempt);
    this.discard(ref, nextSeq, Number(held?.seq ?? Number(sampleSeq?.sampleSeq ?? 0) + 1) - 1);
  }

  /** Drops samples that the server has refused, and closes the gap that they leave in the numbers. */
  discard({ jobId, attempt }: AttemptRef, fromSeq: number, toSeq: number): void {
    const count = toSeq - fromSeq + 1;
    inTransaction(this.#database, () => {
      this.#database.prepare("DELETE FROM samples WHERE jobId = ? AND seq BETWEEN ? AND ?").run(jobId, fromSeq, toSeq);
      const later = this.#database
        .prepare("DELETE FROM samples WHERE jobId = ? AND seq > ? RETURNING seq, at, body")
        .all(jobId, toSeq);
      const insert = this.#database.prepare("INSERT INTO samples (jobId, seq, at, body) VALUES (?, ?, ?, ?)");
      for (const row of later) {
        const seq = Number(row.seq) - count;
        insert.run(jobId, seq, Number(row.at), JSON.stringify({ ...JSON.parse(String(row.body)), seq }));
      }
      this.#database
        .prepare("UPDATE jobs SET sampleSeq = sampleSeq - ? WHERE jobId = ? AND attempt = ?")
        .run(count, jobId, attempt);
    });
  }
}
