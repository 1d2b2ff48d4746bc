import type { Caller } from "@fieldline/domain/caller";
import type { Capabilities, Claim, WorkAsked, WorkOffer } from "@fieldline/domain/device";

export interface Head {
  /** Known from the enrollment or the revocation on. */
  id?: string;
  credentials?: Credentials;
  /** Set where a queue may have a task for it since it last asked. */
  isWanted?: boolean;
  revokedBy?: Caller;
  presence: StoredPresence;
}
export interface StoredPresence {
  isOnline: boolean;
  /** Of an offline device; of an online one its alarm tells it, save while something is owed. */
  seenAt: number | null;
  version: number;
  /** The version that the row and the feed have been told. */
  toldVersion: number;
  /** Set where nobody was there to hear whether the device still is; `seenAt` is then its last word for sure. */
  isInDoubt?: boolean;
}

export interface Credentials {
  name: string;
  secretHash: string;
  /** What it said that it can do; absent of a device that was enrolled before this was kept. */
  capabilities?: Capabilities;
}
export interface Offered {
  jobId: string;
  attempt: number;
  kind: string;
}

type OfferRow = { job_id: string; attempt: number; kind: string };

/** More than these a device is not given in one go, so no more are looked at. */
const LOOKED_AT = 200;

/** All that a device's object keeps. */
export class DeviceStore {
  readonly #storage: DurableObjectStorage;
  #head: Head | undefined;
  #isMigrated = false;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  get head(): Head {
    this.#head ??= this.#storage.kv.get<Head>("head") ?? {
      presence: { isOnline: false, seenAt: null, version: 0, toldVersion: 0 },
    };
    return this.#head;
  }

  keep(change: Partial<Head>): void {
    this.#head = { ...this.head, ...change };
    this.#storage.kv.put("head", this.#head);
  }

  /** Offered again, it keeps how far it has come; its place in the order may be another. */
  offer({ jobId, attempt, kind, type, dispatchKey }: WorkOffer): void {
    this.#sql.exec(
      `INSERT INTO offers (job_id, attempt, kind, type, dispatch_key) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (job_id) DO UPDATE
         SET attempt = excluded.attempt, dispatch_key = excluded.dispatch_key,
           begun_at = CASE WHEN excluded.attempt > offers.attempt THEN NULL ELSE begun_at END
         WHERE excluded.attempt >= offers.attempt`,
      jobId,
      attempt,
      kind,
      type,
      dispatchKey,
    );
  }

  /** Notes a place in a queue that was claimed, and its task as offered. */
  claim({ queue: _queue, ...claim }: Claim): void {
    this.offer({ ...claim, kind: "task" });
    this.#sql.exec("INSERT OR REPLACE INTO claims (job_id, attempt) VALUES (?, ?)", claim.jobId, claim.attempt);
  }

  /** Whether it is a task of a queue that was claimed and is not begun, as far as is known here. */
  isUnbegunClaim({ jobId, attempt }: { jobId: string; attempt: number }): boolean {
    const unbegun = `SELECT 1 FROM claims JOIN offers USING (job_id, attempt)
      WHERE job_id = ? AND attempt = ? AND begun_at IS NULL`;
    return this.#sql.exec(unbegun, jobId, attempt).toArray().length === 1;
  }

  /** Takes out this attempt of a job, or an earlier one. */
  withdraw(jobId: string, attempt: number): void {
    this.#sql.exec("DELETE FROM offers WHERE job_id = ? AND attempt <= ?", jobId, attempt);
    this.#sql.exec("DELETE FROM claims WHERE job_id = ? AND attempt <= ?", jobId, attempt);
  }

  isOffered({ jobId, attempt }: { jobId: string; attempt: number }): boolean {
    return (
      this.#sql.exec("SELECT 1 FROM offers WHERE job_id = ? AND attempt = ?", jobId, attempt).toArray().length === 1
    );
  }

  /** Marks an offer as begun; false where it is no longer there. */
  begin({ jobId, attempt }: { jobId: string; attempt: number }, now: number): boolean {
    const found = this.#sql
      .exec(
        "UPDATE offers SET begun_at = coalesce(begun_at, ?) WHERE job_id = ? AND attempt = ? RETURNING job_id",
        now,
        jobId,
        attempt,
      )
      .toArray();
    return found.length > 0;
  }

  /** What the device is to take on, in its order: what it has begun and not finished comes first. */
  offersFor({ types, kinds }: Pick<WorkAsked, "types" | "kinds">): Offered[] {
    return this.#sql
      .exec<OfferRow>(
        `SELECT job_id, attempt, kind FROM offers
         WHERE (?1 IS NULL OR type IN (SELECT value FROM json_each(?1)))
           AND (?2 IS NULL OR kind IN (SELECT value FROM json_each(?2)))
         ORDER BY begun_at IS NULL, dispatch_key, job_id LIMIT ?3`,
        types ? JSON.stringify(types) : null,
        kinds ? JSON.stringify(kinds) : null,
        LOOKED_AT,
      )
      .toArray()
      .map(offerOf);
  }

  allOffers(): Offered[] {
    return this.#sql.exec<OfferRow>("SELECT job_id, attempt, kind FROM offers").toArray().map(offerOf);
  }

  /** Whether there is work that is not begun, or begun and none of these. */
  hasWorkBeside(jobIds: string[]): boolean {
    const { found } = this.#sql
      .exec<{ found: number }>(
        `SELECT EXISTS (
           SELECT 1 FROM offers WHERE begun_at IS NULL OR job_id NOT IN (SELECT value FROM json_each(?))
         ) AS found`,
        JSON.stringify(jobIds),
      )
      .one();
    return found === 1;
  }

  /** Migrated on first use: whoever asks for a device that is not there must not make an object of it. */
  get #sql(): SqlStorage {
    if (!this.#isMigrated)
      this.#storage.sql.exec(
        `CREATE TABLE IF NOT EXISTS offers (
           job_id TEXT PRIMARY KEY, attempt INTEGER NOT NULL, kind TEXT NOT NULL, type TEXT NOT NULL,
           dispatch_key REAL NOT NULL, begun_at INTEGER
         ) WITHOUT ROWID;
         CREATE TABLE IF NOT EXISTS claims (job_id TEXT PRIMARY KEY, attempt INTEGER NOT NULL) WITHOUT ROWID`,
      );
    this.#isMigrated = true;
    return this.#storage.sql;
  }
}

function offerOf({ job_id, attempt, kind }: OfferRow): Offered {
  return { jobId: job_id, attempt, kind };
}
