import type { DatabaseSync } from "node:sqlite";
import type { AttemptRef, Output, Report, ReportBody } from "../server/device-port.ts";
import { batchesOf, MAX_OUTPUT_CHARACTERS, NOTE, type WaitingRow } from "./batches.ts";
import { inTransaction } from "./transaction.ts";

export type Note = Pick<ReportBody, "progress" | "message" | "payload">;

/** What attempts have to tell, in order. A report that has its number keeps it and its content. */
export class OutgoingReports {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Keeps a piece of output until the next report takes it along. */
  addOutput({ jobId, attempt }: AttemptRef, { stream, step = "", text }: Output): void {
    const insert = this.#database.prepare(
      "INSERT INTO output (jobId, attempt, stream, step, text) VALUES (?, ?, ?, ?, ?)",
    );
    for (const part of partsOf(text)) insert.run(jobId, attempt, stream, step, part);
  }

  /** Keeps what else the next report is to say: of its progress the last word counts, and each payload has a report of its own. */
  addNote({ jobId, attempt }: AttemptRef, note: Note): void {
    this.#database
      .prepare("INSERT INTO output (jobId, attempt, stream, step, text) VALUES (?, ?, ?, '', ?)")
      .run(jobId, attempt, NOTE, JSON.stringify(note));
  }

  /** Puts what waits into numbered reports, the last of which also says `body`; `alsoDo` shares the transaction. */
  seal(ref: AttemptRef, body: ReportBody = {}, alsoDo?: () => void): void {
    inTransaction(this.#database, () => {
      const bodies = batchesOf(this.#takeOutput(ref));
      const steps = this.#takeSteps(ref);
      const last = { ...steps, ...body };
      if (Object.keys(last).length > 0) bodies.push({ ...(saysProgress(bodies.at(-1)) ? {} : bodies.pop()), ...last });
      for (const one of bodies) this.#append(ref, one);
      alsoDo?.();
    });
  }

  hasUnsealed({ jobId, attempt }: AttemptRef): boolean {
    const found = this.#database
      .prepare(
        `SELECT 1 FROM output WHERE jobId = ?1 AND attempt = ?2
         UNION ALL SELECT 1 FROM jobs WHERE jobId = ?1 AND attempt = ?2 AND hasNewSteps = 1 LIMIT 1`,
      )
      .get(jobId, attempt);
    return found !== undefined;
  }

  first({ jobId, attempt }: AttemptRef): Report | undefined {
    const row = this.#database
      .prepare("SELECT seq, body FROM reports WHERE jobId = ? AND attempt = ? ORDER BY seq LIMIT 1")
      .get(jobId, attempt);
    return row && { jobId, attempt, seq: Number(row.seq), ...(JSON.parse(String(row.body)) as ReportBody) };
  }

  drop({ jobId, attempt, seq }: AttemptRef & { seq: number }): void {
    this.#database.prepare("DELETE FROM reports WHERE jobId = ? AND attempt = ? AND seq = ?").run(jobId, attempt, seq);
  }

  /** In the place of a report that the server has refused for good, and so does not have. */
  replace({ jobId, attempt, seq }: Report, body: ReportBody): void {
    this.#database
      .prepare("UPDATE reports SET body = ? WHERE jobId = ? AND attempt = ? AND seq = ?")
      .run(JSON.stringify(body), jobId, attempt, seq);
  }

  /** Numbers what is left anew, from `firstSeq`: the server has lost reports, or has more than this spool remembers. */
  renumber(ref: AttemptRef, firstSeq: number): void {
    inTransaction(this.#database, () => {
      const rows = this.#database
        .prepare("DELETE FROM reports WHERE jobId = ? AND attempt = ? RETURNING seq, body")
        .all(ref.jobId, ref.attempt);
      this.#database
        .prepare("UPDATE jobs SET reportSeq = ? WHERE jobId = ? AND attempt = ?")
        .run(firstSeq - 1, ref.jobId, ref.attempt);
      const inOrder = rows.sort((one, other) => Number(one.seq) - Number(other.seq));
      for (const { body } of inOrder) this.#append(ref, JSON.parse(String(body)));
    });
  }

  #append({ jobId, attempt }: AttemptRef, body: ReportBody): void {
    this.#database
      .prepare("UPDATE jobs SET reportSeq = reportSeq + 1 WHERE jobId = ? AND attempt = ?")
      .run(jobId, attempt);
    this.#database
      .prepare(
        `INSERT INTO reports (jobId, attempt, seq, body)
         SELECT jobId, attempt, reportSeq, ?3 FROM jobs WHERE jobId = ?1 AND attempt = ?2`,
      )
      .run(jobId, attempt, JSON.stringify(body));
  }

  #takeOutput({ jobId, attempt }: AttemptRef): WaitingRow[] {
    const rows = this.#database
      .prepare("DELETE FROM output WHERE jobId = ? AND attempt = ? RETURNING id, stream, step, text")
      .all(jobId, attempt) as unknown as WaitingRow[];
    return rows.sort((one, other) => one.id - other.id);
  }

  #takeSteps({ jobId, attempt }: AttemptRef): ReportBody {
    const row = this.#database
      .prepare("SELECT steps FROM jobs WHERE jobId = ? AND attempt = ? AND hasNewSteps = 1")
      .get(jobId, attempt);
    if (!row) return {};
    this.#database.prepare("UPDATE jobs SET hasNewSteps = 0 WHERE jobId = ? AND attempt = ?").run(jobId, attempt);
    return { steps: JSON.parse(String(row.steps)) };
  }
}

/** The report that ends an attempt says no progress: the server would not hear it. */
function saysProgress(body: ReportBody | undefined): boolean {
  return body?.progress !== undefined || body?.message !== undefined;
}

/** Cuts long text without tearing a character that takes two units. */
function* partsOf(text: string): Generator<string> {
  let from = 0;
  while (from < text.length) {
    let to = Math.min(text.length, from + MAX_OUTPUT_CHARACTERS);
    if (to < text.length && /[\uD800-\uDBFF]/.test(text[to - 1] ?? "")) to--;
    yield text.slice(from, to);
    from = to;
  }
}
