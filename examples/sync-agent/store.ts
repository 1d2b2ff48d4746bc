import { DatabaseSync } from "node:sqlite";

/** What was fetched, kept by its kind and key in one SQLite file: kept again, it replaces what was there. */
export class Store {
  readonly #db: DatabaseSync;

  constructor(path: string) {
    this.#db = new DatabaseSync(path);
    this.#db.exec(`
      PRAGMA journal_mode = WAL;
      CREATE TABLE IF NOT EXISTS kept (
        kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, etag TEXT, PRIMARY KEY (kind, key)
      ) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS files (
        kind TEXT NOT NULL, key TEXT NOT NULL, sha256 TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (kind, key)
      ) WITHOUT ROWID;`);
  }

  close(): void {
    this.#db.close();
  }

  keep({ kind, key, value, etag = null }: { kind: string; key: string; value: unknown; etag?: string | null }): void {
    this.#db
      .prepare("INSERT OR REPLACE INTO kept (kind, key, value, etag) VALUES (?, ?, ?, ?)")
      .run(kind, key, JSON.stringify(value), etag);
  }

  find<T>(kind: string, key: string): { value: T; etag: string | null } | undefined {
    const row = this.#db.prepare("SELECT value, etag FROM kept WHERE kind = ? AND key = ?").get(kind, key) as
      | { value: string; etag: string | null }
      | undefined;
    return row && { value: JSON.parse(row.value), etag: row.etag };
  }

  count(kind: string): number {
    return (this.#db.prepare("SELECT count(*) AS count FROM kept WHERE kind = ?").get(kind) as { count: number }).count;
  }

  keepFile({ kind, key, sha256, bytes }: { kind: string; key: string; sha256: string; bytes: Uint8Array }): void {
    this.#db
      .prepare("INSERT OR REPLACE INTO files (kind, key, sha256, bytes) VALUES (?, ?, ?, ?)")
      .run(kind, key, sha256, bytes);
  }

  hasFile(kind: string, key: string, sha256: string): boolean {
    return (
      this.#db.prepare("SELECT 1 FROM files WHERE kind = ? AND key = ? AND sha256 = ?").get(kind, key, sha256) !==
      undefined
    );
  }
}
