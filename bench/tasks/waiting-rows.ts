import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { claimTask } from "../../packages/db/src/claim.ts";
import { openDatabase } from "../../packages/db/src/database.ts";
import { ROOT } from "../../scripts/server/paths.ts";
import { TYPE } from "./agents.ts";

export const QUEUE = "standard";

/** Makes the bare worker's D1 what the product's is: its tables, with one queue that is in use. */
export function migrate(databaseFile: string): void {
  const folder = resolve(ROOT, "migrations");
  const db = new DatabaseSync(databaseFile);
  for (const name of readdirSync(folder).sort()) db.exec(readFileSync(resolve(folder, name), "utf8"));
  db.exec(`UPDATE queues SET max_concurrency = 10000 WHERE name = '${QUEUE}'`);
  db.close();
}

/** Writes tasks that wait behind all others straight into D1's file; no server may hold it. */
export function fillWaiting(databaseFile: string, { count, from = 0 }: { count: number; from?: number }): void {
  const db = new DatabaseSync(databaseFile);
  db.exec("PRAGMA synchronous = OFF; BEGIN");
  const insert = db.prepare(`
    INSERT INTO jobs (id, kind, type, name, requester_id, requester_name, spec, search_text, created_at, updated_at,
      status, version, attempt, queue, priority, queued_at)
    VALUES (?, 'task', '${TYPE}', 'Waits', 'u', 'U', '{}', '', 0, 0, 'queued', 1, 1, '${QUEUE}', ?, ?)`);
  for (let at = from; at < from + count; at++) insert.run(`waits-${at}`, 1 + (at % 10), 4_000_000_000_000 + at);
  db.exec("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
  db.close();
}

/** D1's file under a state folder: the one that has this table. */
export function findFile(state: string, table: string): string {
  const folder = resolve(state, "d1/miniflare-D1DatabaseObject");
  const files = readdirSync(folder).filter((name) => /^[0-9a-f]{64}\.sqlite$/.test(name));
  const found = files.map((name) => resolve(folder, name)).find((file) => has(file, table));
  if (!found) throw new Error(`The state folder holds no database with ${table}.`);
  return found;
}

function has(file: string, table: string): boolean {
  const db = new DatabaseSync(file);
  try {
    return db.prepare("SELECT 1 FROM sqlite_master WHERE name = ?").get(table) !== undefined;
  } finally {
    db.close();
  }
}

export interface Statement {
  text: string;
  params: unknown[];
}

/** The product's claim, word for word. */
export async function claimStatement(): Promise<Statement> {
  let statement: Statement | undefined;
  const prepare = (text: string) => ({
    bind(...params: unknown[]) {
      statement = { text, params };
      return { all: async () => ({ results: [] }), raw: async () => [] };
    },
  });
  await claimTask(openDatabase({ prepare } as unknown as Parameters<typeof openDatabase>[0]), {
    deviceId: "bench",
    types: [TYPE],
    now: 1,
  });
  if (!statement) throw new Error("The claim is no statement any more.");
  return statement;
}
