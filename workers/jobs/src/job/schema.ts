/** Each step is applied once, in order; an object has no `PRAGMA user_version`, so a table keeps the count. */
const STEPS = [
  `CREATE TABLE head (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE samples (seq INTEGER PRIMARY KEY, tick INTEGER NOT NULL, at INTEGER NOT NULL, rtt_ms REAL, error TEXT);
   CREATE TABLE log (seq INTEGER PRIMARY KEY AUTOINCREMENT, entry TEXT NOT NULL);
   CREATE TABLE outbox (
     id INTEGER PRIMARY KEY AUTOINCREMENT, effect TEXT NOT NULL, attempts INTEGER NOT NULL, due_at INTEGER NOT NULL
   );
   CREATE TABLE minutes (at INTEGER PRIMARY KEY, bucket TEXT NOT NULL);`,
  `ALTER TABLE samples ADD COLUMN hops TEXT;
   CREATE TABLE attempts (attempt INTEGER PRIMARY KEY, record TEXT NOT NULL);
   CREATE TABLE reports (attempt INTEGER NOT NULL, seq INTEGER NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (attempt, seq))
   WITHOUT ROWID;`,
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
