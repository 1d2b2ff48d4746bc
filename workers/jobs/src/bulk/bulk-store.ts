import type { AuditEntry } from "@fieldline/db/audit";
import { type Bulk, type BulkPlan, MAX_FAILURES_TOLD } from "@fieldline/domain/bulk";
import { createTables, hasTables } from "./schema.ts";

interface HeadRow extends Record<string, SqlStorageValue> {
  plan: string;
  state: Bulk["state"];
  abort_reason: string | null;
  total: number;
  done: number;
  failed: number;
  ended_at: number | null;
}

export type Progress = Omit<Bulk, "failed">;

/** A job of the list that nothing is known of yet. */
export interface Waiting {
  ordinal: number;
  jobId: string;
  tries: number;
}

/** All SQL of a bulk's object. */
export class BulkStore {
  readonly #storage: DurableObjectStorage;
  #plan: BulkPlan | undefined;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  get #sql(): SqlStorage {
    return this.#storage.sql;
  }

  /** Runs `write` in one transaction: all of it is stored, or none. */
  transaction<T>(write: () => T): T {
    return this.#storage.transactionSync(write);
  }

  create(plan: BulkPlan, jobIds: string[]): void {
    createTables(this.#sql);
    const head = "INSERT INTO head (only, plan, state, total) VALUES (0, ?, 'running', ?)";
    this.#sql.exec(head, JSON.stringify(plan), jobIds.length);
    const items = "INSERT INTO items (ordinal, job_id) SELECT key, value FROM json_each(?)";
    this.#sql.exec(items, JSON.stringify(jobIds));
  }

  /** What it is to do; undefined where there is no such bulk. */
  plan(): BulkPlan | undefined {
    if (this.#plan || !hasTables(this.#sql)) return this.#plan;
    const [row] = this.#sql.exec<{ plan: string }>("SELECT plan FROM head").toArray();
    this.#plan = row && (JSON.parse(row.plan) as BulkPlan);
    return this.#plan;
  }

  /** Drops what is in memory of it: nothing is stored any more. */
  forget(): void {
    this.#plan = undefined;
  }

  progress({ id, action, by, createdAt }: BulkPlan): Progress {
    const row = this.#sql.exec<HeadRow>("SELECT * FROM head").one();
    const { state, total, done } = row;
    const counted = { total, done, failedCount: row.failed };
    const ended = { abortReason: row.abort_reason, endedAt: row.ended_at };
    return { id, action, state, ...counted, ...ended, requesterId: by.actor.id, createdAt };
  }

  isRunning(): boolean {
    return this.#sql.exec("SELECT 1 FROM head WHERE state = 'running'").toArray().length > 0;
  }

  /** What failed, in the order of the list. */
  failures(): Bulk["failed"] {
    const told = "SELECT job_id AS id, reason FROM items WHERE reason IS NOT NULL ORDER BY ordinal LIMIT ?";
    return this.#sql.exec<{ id: string; reason: string }>(told, MAX_FAILURES_TOLD).toArray();
  }

  /** The next of the list; what was begun before and came to no end comes last. */
  waiting(limit: number): Waiting[] {
    const next = `SELECT ordinal, job_id AS jobId, tries FROM items WHERE state = 'waiting'
      ORDER BY tries, ordinal LIMIT ?`;
    return this.#sql.exec<{ ordinal: number; jobId: string; tries: number }>(next, limit).toArray();
  }

  begin(items: Waiting[]): void {
    const ordinals = JSON.stringify(items.map(({ ordinal }) => ordinal));
    this.#sql.exec("UPDATE items SET tries = tries + 1 WHERE ordinal IN (SELECT value FROM json_each(?))", ordinals);
  }

  /** Notes what came of one job: null where it was done, else why it was not. */
  settle(ordinal: number, reason: string | null): void {
    this.transaction(() => {
      const { failed } = this.#sql.exec<{ failed: number }>("SELECT failed FROM head").one();
      const isFailed = reason !== null;
      const told = isFailed && failed < MAX_FAILURES_TOLD ? reason : null;
      const item = "UPDATE items SET state = ?, reason = ? WHERE ordinal = ? AND state = 'waiting'";
      const { rowsWritten } = this.#sql.exec(item, isFailed ? "failed" : "done", told, ordinal);
      if (rowsWritten > 0) this.#sql.exec("UPDATE head SET done = done + 1, failed = failed + ?", Number(isFailed));
    });
  }

  end(state: "completed" | "aborted", { at, reason = null }: { at: number; reason?: string | null }): void {
    const end = "UPDATE head SET state = ?, abort_reason = ?, ended_at = ? WHERE state = 'running'";
    this.#sql.exec(end, state, reason, at);
  }

  owe(entry: AuditEntry): void {
    this.#sql.exec("INSERT INTO owed (entry) VALUES (?)", JSON.stringify(entry));
  }

  owed(): { id: number; entry: AuditEntry }[] {
    return this.#sql
      .exec<{ id: number; entry: string }>("SELECT id, entry FROM owed ORDER BY id")
      .toArray()
      .map(({ id, entry }) => ({ id, entry: JSON.parse(entry) }));
  }

  paid(throughId: number): void {
    this.#sql.exec("DELETE FROM owed WHERE id <= ?", throughId);
  }
}
