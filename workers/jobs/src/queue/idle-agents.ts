/** So long a told agent is expected; then another is told in its stead. */
export const EXPECTED_MS = 1_000;
/** One that was told and did not come is forgotten: it says anew that it waits when it asks again. */
const FORGOTTEN_MS = 60_000;

interface Wanted {
  type: string;
  count: number;
  now: number;
}

/** The agents that asked for a task and found none, by the types that they take. */
export class IdleAgents {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(
      `CREATE TABLE IF NOT EXISTS idle (device_id TEXT PRIMARY KEY, types TEXT, at REAL, told_at INTEGER) WITHOUT ROWID;
       CREATE TABLE IF NOT EXISTS telling (device_id TEXT PRIMARY KEY) WITHOUT ROWID`,
    );
    // Of a word that was on its way when the object ended nobody knows whether it came.
    sql.exec("UPDATE idle SET told_at = NULL WHERE device_id IN (SELECT device_id FROM telling)");
    sql.exec("DELETE FROM telling");
  }

  /** Notes one that waits, behind all that do; one that does already keeps its place. */
  add(deviceId: string, types: string[] | null): void {
    this.#sql.exec(
      `INSERT INTO idle SELECT ?, ?, coalesce(max(at), 0) + 1, NULL FROM idle WHERE true
       ON CONFLICT (device_id) DO UPDATE
         SET types = excluded.types, at = CASE WHEN told_at IS NULL THEN at ELSE excluded.at END, told_at = NULL`,
      deviceId,
      types && JSON.stringify(types),
    );
  }

  remove(deviceId: string): void {
    this.#sql.exec("DELETE FROM idle WHERE device_id = ?", deviceId);
  }

  /** Whether any waits that has not been told, of those that take one of these types. */
  areWaiting(types?: string[]): boolean {
    const takes = "types IS NULL OR EXISTS (SELECT 1 FROM json_each(types) JOIN json_each(?1) AS wanted USING (value))";
    return (
      this.#sql
        .exec(
          `SELECT 1 FROM idle WHERE told_at IS NULL AND (?1 IS NULL OR ${takes}) LIMIT 1`,
          types ? JSON.stringify(types) : null,
        )
        .toArray().length > 0
    );
  }

  /**
   * Who is to be told of so many tasks of a type, who has waited longest first, and marks them as told. Who was told a
   * moment ago and has not come yet is counted on; for each that has not come since, another is told beside.
   */
  call({ type, count, now }: Wanted): string[] {
    const takes = "(types IS NULL OR ?1 IN (SELECT value FROM json_each(types)))";
    const { expected, missing } = this.#sql
      .exec<{ expected: number; missing: number }>(
        `SELECT count(*) FILTER (WHERE told_at > ?2) AS expected, count(*) FILTER (WHERE told_at <= ?2) AS missing
         FROM idle WHERE told_at IS NOT NULL AND ${takes}`,
        type,
        now - EXPECTED_MS,
      )
      .one();
    const called = this.#sql
      .exec<{ device_id: string }>(
        `SELECT device_id FROM idle WHERE told_at IS NULL AND ${takes} ORDER BY at LIMIT ?2`,
        type,
        Math.max(0, count + missing - expected),
      )
      .toArray()
      .map(({ device_id }) => device_id);
    const listed = JSON.stringify(called);
    this.#sql.exec("UPDATE idle SET told_at = ? WHERE device_id IN (SELECT value FROM json_each(?))", now, listed);
    this.#sql.exec("INSERT OR IGNORE INTO telling SELECT value FROM json_each(?)", listed);
    return called;
  }

  /** The word has come to one that was told. */
  heard(deviceId: string): void {
    this.#sql.exec("DELETE FROM telling WHERE device_id = ?", deviceId);
  }

  /** One that was told and did not hear it is not expected. */
  unheard(deviceId: string, now: number): void {
    this.heard(deviceId);
    this.#sql.exec(
      "UPDATE idle SET told_at = ? WHERE device_id = ? AND told_at IS NOT NULL",
      now - EXPECTED_MS,
      deviceId,
    );
  }

  /** One that could not be told waits on, behind the others. */
  missed(deviceId: string): void {
    this.heard(deviceId);
    this.#sql.exec(
      "UPDATE idle SET told_at = NULL, at = (SELECT max(at) + 1 FROM idle) WHERE device_id = ? AND told_at IS NOT NULL",
      deviceId,
    );
  }

  forget(now: number): void {
    this.#sql.exec("DELETE FROM idle WHERE told_at < ?", now - FORGOTTEN_MS);
  }
}
