import type { AuditEntry } from "@fieldline/db/audit";
import type { Caller } from "@fieldline/domain/caller";
import type { RolloutPlan } from "@fieldline/domain/rollout-plan";
import type { Progress } from "@fieldline/domain/rollout-progress";
import type { TimelineBucket } from "@fieldline/domain/rollout-timeline";
import { migrate } from "./schema.ts";
import { TargetStore } from "./target-store.ts";

/** What a rollout's object keeps beside its devices. */
export interface Head {
  plan: RolloutPlan;
  progress: Progress;
  drive: Drive;
}

/** Where the object's own work stands. */
export interface Drive {
  /** The last device of the targets that was read; null at the beginning of a reading. */
  gatheredThroughId: string | null;
  /** When the targets are to be read on, in epoch ms. */
  gatherAt: number;
  /** How it was stopped last: what becomes of the jobs that were told already. */
  stop: { by: Caller; reason: string | null; force: boolean } | null;
  /** Who asked last that the failed ones be run again. */
  retriedBy: Caller | null;
  /** The width of the timeline's steps, in ms. */
  stepMs: number;
}

/** All SQL of a rollout's object. */
export class RolloutStore {
  readonly targets: TargetStore;
  readonly #storage: DurableObjectStorage;
  #isMigrated = false;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.targets = new TargetStore(() => this.#sql);
  }

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

  readHead(): Head | undefined {
    const rows = this.#sql.exec<{ key: string; value: string }>("SELECT key, value FROM head").toArray();
    if (rows.length === 0) return undefined;
    return Object.fromEntries(rows.map(({ key, value }) => [key, JSON.parse(value)])) as unknown as Head;
  }

  writeHead(head: Partial<Head>): void {
    for (const [key, value] of Object.entries(head))
      this.#sql.exec("INSERT OR REPLACE INTO head (key, value) VALUES (?, ?)", key, JSON.stringify(value));
  }

  addToTimeline({ step, notified, succeeded, failed }: TimelineBucket): void {
    this.#sql.exec(
      `INSERT INTO timeline (step, notified, succeeded, failed) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT (step) DO UPDATE SET notified = notified + ?2, succeeded = succeeded + ?3, failed = failed + ?4`,
      step,
      notified,
      succeeded,
      failed,
    );
  }

  timeline(): TimelineBucket[] {
    return this.#sql.exec<Record<keyof TimelineBucket, number>>("SELECT * FROM timeline ORDER BY step").toArray();
  }

  replaceTimeline(buckets: TimelineBucket[]): void {
    this.#sql.exec("DELETE FROM timeline");
    for (const bucket of buckets) this.addToTimeline(bucket);
  }

  owe(entry: AuditEntry): void {
    this.#sql.exec("INSERT INTO outbox (entry) VALUES (?)", JSON.stringify(entry));
  }

  owed(): { id: number; entry: AuditEntry }[] {
    return this.#sql
      .exec<{ id: number; entry: string }>("SELECT id, entry FROM outbox ORDER BY id")
      .toArray()
      .map(({ id, entry }) => ({ id, entry: JSON.parse(entry) }));
  }

  settle(throughId: number): void {
    this.#sql.exec("DELETE FROM outbox WHERE id <= ?", throughId);
  }
}
