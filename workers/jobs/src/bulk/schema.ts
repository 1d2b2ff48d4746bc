const TABLES = `
  CREATE TABLE IF NOT EXISTS head (
    only INTEGER PRIMARY KEY CHECK (only = 0), plan TEXT NOT NULL, state TEXT NOT NULL, abort_reason TEXT,
    total INTEGER NOT NULL, done INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0, ended_at INTEGER
  );
  CREATE TABLE IF NOT EXISTS items (
    ordinal INTEGER PRIMARY KEY, job_id TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'waiting',
    -- How often it was begun; what was begun and is waiting still may have been done, or not.
    tries INTEGER NOT NULL DEFAULT 0, reason TEXT
  );
  CREATE INDEX IF NOT EXISTS items_waiting ON items (tries, ordinal) WHERE state = 'waiting';
  CREATE INDEX IF NOT EXISTS items_told ON items (ordinal) WHERE reason IS NOT NULL;
  CREATE TABLE IF NOT EXISTS owed (id INTEGER PRIMARY KEY AUTOINCREMENT, entry TEXT NOT NULL);`;

export function createTables(sql: SqlStorage): void {
  sql.exec(TABLES);
}

/** Whether anything was ever kept here: whoever asks about a bulk that there is not must leave nothing behind. */
export function hasTables(sql: SqlStorage): boolean {
  return sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'head'").toArray().length > 0;
}
