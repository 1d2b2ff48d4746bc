import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { type Business, COLUMNS, type NewBusiness, type Status } from "./business.ts";

export interface Wanted {
  status?: Status | undefined;
  suburb?: string | undefined;
  category?: string | undefined;
  /** Part of a name. */
  search?: string | undefined;
}
export interface Count {
  name: string;
  businesses: number;
}

const INSERTED = [...COLUMNS, "status", "created_at", "updated_at"];
const SHOWN = `id, ${COLUMNS.join(", ")}, status, reason, duplicate_of AS duplicateOf, created_at AS createdAt, updated_at AS updatedAt`;

/** A directory of businesses in one SQLite file. */
export class Directory {
  readonly #db: DatabaseSync;
  readonly #clock: () => number;

  constructor(path: string, clock: () => number = Date.now) {
    this.#db = new DatabaseSync(path);
    this.#clock = clock;
    this.#db.exec(`
      PRAGMA journal_mode = WAL;
      CREATE TABLE IF NOT EXISTS businesses (
        id INTEGER PRIMARY KEY, ${COLUMNS.map((column) => `${column} TEXT NOT NULL`).join(", ")},
        status TEXT NOT NULL, reason TEXT, duplicate_of INTEGER, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
        UNIQUE (name, street, suburb)
      );
      CREATE INDEX IF NOT EXISTS businesses_status ON businesses (status, id);
      CREATE INDEX IF NOT EXISTS businesses_postcode ON businesses (postcode, id);`);
  }

  close(): void {
    this.#db.close();
  }

  /** Adds what is not there by name, street and suburb, all or none; gives how many were new. */
  add(businesses: NewBusiness[], status: Status = "pending"): number {
    const insert = this.#db.prepare(
      `INSERT INTO businesses (${INSERTED.join(", ")}) VALUES (${INSERTED.map(() => "?").join(", ")}) ON CONFLICT DO NOTHING`,
    );
    const now = this.#clock();
    return this.#all(() =>
      businesses.reduce((added, business) => {
        const { changes } = insert.run(...COLUMNS.map((column) => business[column]), status, now, now);
        return added + Number(changes);
      }, 0),
    );
  }

  count(wanted: Wanted = {}): number {
    const { where, values } = conditionOf(wanted);
    return (this.#db.prepare(`SELECT count(*) AS count FROM businesses ${where}`).get(...values) as { count: number })
      .count;
  }

  list(wanted: Wanted, { limit, afterId = 0 }: { limit: number; afterId?: number }): Business[] {
    const { where, values } = conditionOf(wanted, "id > ?");
    return this.#db
      .prepare(`SELECT ${SHOWN} FROM businesses ${where} ORDER BY id LIMIT ?`)
      .all(afterId, ...values, limit) as unknown as Business[];
  }

  find(id: number): Business | undefined {
    return this.#db.prepare(`SELECT ${SHOWN} FROM businesses WHERE id = ?`).get(id) as Business | undefined;
  }

  /** Gives one a status; false where it is not there, or has it already. */
  review(id: number, status: Status, reason: string | null): boolean {
    const { changes } = this.#db
      .prepare("UPDATE businesses SET status = ?, reason = ?, updated_at = ? WHERE id = ? AND status <> ?")
      .run(status, reason, this.#clock(), id, status);
    return Number(changes) > 0;
  }

  markDuplicate(id: number, duplicateOf: number): void {
    this.#db
      .prepare("UPDATE businesses SET duplicate_of = ?, updated_at = ? WHERE id = ?")
      .run(duplicateOf, this.#clock(), id);
  }

  suburbs(): Count[] {
    return this.#countBy("suburb");
  }

  categories(): Count[] {
    return this.#countBy("category");
  }

  statuses(): Count[] {
    return this.#countBy("status");
  }

  #countBy(column: "suburb" | "category" | "status"): Count[] {
    return this.#db
      .prepare(`SELECT ${column} AS name, count(*) AS businesses FROM businesses GROUP BY ${column} ORDER BY 2 DESC, 1`)
      .all() as unknown as Count[];
  }

  #all<T>(act: () => T): T {
    this.#db.exec("BEGIN");
    try {
      const value = act();
      this.#db.exec("COMMIT");
      return value;
    } catch (error) {
      this.#db.exec("ROLLBACK");
      throw error;
    }
  }
}

function conditionOf({ status, suburb, category, search }: Wanted, first?: string) {
  const parts = first ? [first] : [];
  const values: SQLInputValue[] = [];
  const narrow = (part: string, value: string | undefined) => {
    if (value === undefined) return;
    parts.push(part);
    values.push(value);
  };
  narrow("status = ?", status);
  narrow("suburb = ? COLLATE NOCASE", suburb);
  narrow("category = ? COLLATE NOCASE", category);
  narrow("instr(lower(name), lower(?)) > 0", search);
  return { where: parts.length > 0 ? `WHERE ${parts.join(" AND ")}` : "", values };
}
