import type { RolloutDetail, TargetState } from "@fieldline/domain/rollout";
import type { Target } from "@fieldline/domain/rollout-execution";
import type { Move } from "@fieldline/domain/rollout-progress";
import { type TargetRow, targetOf } from "./target-row.ts";

/** What is to be done about one device's job: told it, told it again, or called back. */
export type Errand = "start" | "retry" | "cancel";

const WENT_WRONG = "('failed', 'timed_out', 'rejected')";
const SHOWN_FAILURES = 50;
const SHOWN_DEVICES = 5;

/** The devices of a rollout. */
export class TargetStore {
  readonly #open: () => SqlStorage;

  constructor(open: () => SqlStorage) {
    this.#open = open;
  }

  get #sql(): SqlStorage {
    return this.#open();
  }

  /** Adds those that are new and says how many; they wait. */
  add(devices: { id: string; name: string }[]): number {
    return this.#sql
      .exec(
        `INSERT INTO targets (device_id, device_name, state)
         SELECT value ->> 'id', value ->> 'name', 'waiting' FROM json_each(?) WHERE true
         ON CONFLICT (device_id) DO NOTHING RETURNING 1`,
        JSON.stringify(devices),
      )
      .toArray().length;
  }

  find(deviceId: string): Target | undefined {
    const [row] = this.#sql.exec<TargetRow>("SELECT * FROM targets WHERE device_id = ?", deviceId).toArray();
    return row && targetOf(row);
  }

  /** Stores what was heard of a target; how it ended stays known. */
  write({ deviceId, state, jobId, attempt, version, code, message, startedAt, endedAt }: Target): void {
    this.#sql.exec(
      `UPDATE targets SET state = ?, job_id = ?, attempt = ?, version = ?, code = ?, message = ?, started_at = ?,
         ended_at = ? WHERE device_id = ?`,
      ...[state, jobId, attempt, version, code, message, startedAt, endedAt, deviceId],
    );
  }

  /** Has the first `count` that wait told: each gets the id of its job before the job is made. */
  claim(count: number, { newId, now }: { newId: () => string; now: number }): void {
    const waiting = this.#sql
      .exec<{ ordinal: number }>("SELECT ordinal FROM targets WHERE state = 'waiting' ORDER BY ordinal LIMIT ?", count)
      .toArray();
    for (const { ordinal } of waiting)
      this.#sql.exec(
        `UPDATE targets SET state = 'notified', errand = iif(job_id IS NULL, 'start', 'retry'), errand_at = ?1,
           job_id = coalesce(job_id, ?2), notified_at = ?1
         WHERE ordinal = ?3`,
        now,
        newId(),
        ordinal,
      );
  }

  /** Those who wait wait no longer, those told are called back; with `force` those who execute, too. */
  stop({ force, now }: { force: boolean; now: number }): Move[] {
    const moves = this.#sql
      .exec<{ to: TargetState; count: number }>(
        `SELECT coalesce(ended_as, 'cancelled') AS "to", count(*) AS count FROM targets WHERE state = 'waiting' GROUP BY 1`,
      )
      .toArray();
    this.#sql.exec(
      `UPDATE targets SET state = coalesce(ended_as, 'cancelled'), ended_at = coalesce(ended_at, ?) WHERE state = 'waiting'`,
      now,
    );
    this.#sql.exec(
      `UPDATE targets SET errand = 'cancel', errand_at = ? WHERE state IN (${force ? "'notified', 'running'" : "'notified'"})`,
      now,
    );
    return moves.map(({ to, count }) => ({ from: "waiting", to, count }));
  }

  /** Those who failed or timed out wait again, in their order. */
  waitAgain(): void {
    this.#sql.exec("UPDATE targets SET ended_as = state, state = 'waiting' WHERE state IN ('failed', 'timed_out')");
  }

  errandsDue(now: number, limit: number): { target: Target; errand: Errand }[] {
    return this.#sql
      .exec<TargetRow & { errand: Errand }>(
        "SELECT * FROM targets WHERE errand IS NOT NULL AND errand_at <= ? ORDER BY errand_at, ordinal LIMIT ?",
        now,
        limit,
      )
      .toArray()
      .map((row) => ({ target: targetOf(row), errand: row.errand }));
  }

  errands(): { count: number; dueAt: number | null } {
    return this.#sql
      .exec<{ count: number; dueAt: number | null }>(
        "SELECT count(*) AS count, min(errand_at) AS dueAt FROM targets WHERE errand IS NOT NULL",
      )
      .one();
  }

  /** Whether it is still to be done: a stop may have come in between. */
  isOwed(deviceId: string, errand: Errand): boolean {
    const owed = "SELECT 1 FROM targets WHERE device_id = ? AND errand = ?";
    return this.#sql.exec(owed, deviceId, errand).toArray().length > 0;
  }

  /** The errand is done; another that has taken its place is not. */
  settle(deviceId: string, errand: Errand): void {
    this.#sql.exec(
      "UPDATE targets SET errand = NULL, errand_at = NULL WHERE device_id = ? AND errand = ?",
      deviceId,
      errand,
    );
  }

  postpone(deviceId: string, errand: Errand, until: number): void {
    this.#sql.exec("UPDATE targets SET errand_at = ? WHERE device_id = ? AND errand = ?", until, deviceId, errand);
  }

  /** What went wrong, the most frequent first, with the first devices of each. */
  failures(): RolloutDetail["failures"] {
    const sorts = this.#sql
      .exec<{ code: string | null; message: string | null; count: number }>(
        `SELECT code, message, count(*) AS count FROM targets WHERE state IN ${WENT_WRONG}
         GROUP BY code, message ORDER BY count DESC, message LIMIT ?`,
        SHOWN_FAILURES,
      )
      .toArray();
    return sorts.map(({ code, message, count }) => {
      const devices = this.#sql
        .exec<{ id: string }>(
          `SELECT device_id AS id FROM targets WHERE state IN ${WENT_WRONG} AND code IS ? AND message IS ?
           ORDER BY ordinal LIMIT ?`,
          code,
          message,
          SHOWN_DEVICES,
        )
        .toArray();
      return { code: code ?? "", message: message ?? "", count, deviceIds: devices.map(({ id }) => id) };
    });
  }

  page(asked: { after: number; limit: number; state?: TargetState | undefined; search?: string | undefined }) {
    const { after, limit, state = null, search = null } = asked;
    return this.#sql
      .exec<TargetRow>(
        `SELECT * FROM targets WHERE ordinal > ?1 AND (?2 IS NULL OR state = ?2)
           AND (?3 IS NULL OR instr(lower(device_name), lower(?3)) > 0) ORDER BY ordinal LIMIT ?4`,
        after,
        state,
        search,
        limit,
      )
      .toArray()
      .map((row) => ({ ordinal: row.ordinal, ...targetOf(row) }));
  }
}
