/** Each step is applied once, in order; an object has no `PRAGMA user_version`, so a table keeps the count. */
const STEPS = [
  `CREATE TABLE head (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE targets (
     ordinal INTEGER PRIMARY KEY, device_id TEXT NOT NULL UNIQUE, device_name TEXT NOT NULL, state TEXT NOT NULL,
     job_id TEXT, attempt INTEGER NOT NULL DEFAULT 1, version INTEGER NOT NULL DEFAULT 0, code TEXT, message TEXT,
     -- How its last attempt ended, for one that waits to be run again and is not.
     ended_as TEXT,
     notified_at INTEGER, started_at INTEGER, ended_at INTEGER, errand TEXT, errand_at INTEGER
   );
   CREATE INDEX targets_state ON targets (state);
   CREATE INDEX targets_errand ON targets (errand_at) WHERE errand IS NOT NULL;
   CREATE TABLE timeline (step INTEGER PRIMARY KEY, notified INTEGER, succeeded INTEGER, failed INTEGER);
   CREATE TABLE outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, entry TEXT NOT NULL);`,
];

export function migrate(storage: DurableObjectStorage): void {
  storage.transactionSync(() => {
    storage.sql.exec("CREATE TABLE IF NOT EXISTS schema_steps (step INTEGER PRIMARY KEY)");
    const { done } = storage.sql.exec<{ done: number }>("SELECT count(*) AS done FROM schema_steps").one();
    for (const [step, statements] of STEPS.entries()) {
      if (step < done) continue;
      storage.sql.exec(statements);
      storage.sql.exec("INSERT INTO schema_steps (step) VALUES (?)", step);
    }
  });
}
