import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { searchTextOf } from "../../packages/db/src/job-row.ts";
import type { Job } from "../../packages/domain/src/job/job.ts";

const COLUMNS: Record<string, (job: Job) => string | number | null> = {
  id: (job) => job.id,
  kind: (job) => job.kind,
  type: (job) => job.type,
  name: (job) => job.name,
  priority: (job) => job.priority,
  requester_id: (job) => job.requesterId,
  requester_name: (job) => job.requesterName,
  spec: (job) => JSON.stringify(job.spec),
  search_text: searchTextOf,
  created_at: (job) => job.createdAt,
  attempt: (job) => job.attempt,
  version: (job) => job.version,
  status: (job) => job.status,
  started_at: (job) => job.startedAt,
  ended_at: (job) => job.endedAt,
  updated_at: (job) => job.updatedAt,
  summary: (job) => JSON.stringify(job.summary),
  verdict: (job) => JSON.stringify(job.verdict),
  recent: (job) => JSON.stringify(job.recent),
  loss_percent: (job) => job.summary?.lossPercent ?? null,
};

/** Writes the jobs straight into D1's file, triggers and all; no server may hold it. */
export function fillJobs(databaseFile: string, jobs: Iterable<Job>): void {
  const db = new DatabaseSync(databaseFile);
  db.exec("PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000");
  db.exec("PRAGMA journal_mode = MEMORY; BEGIN");
  const names = Object.keys(COLUMNS);
  const values = Object.values(COLUMNS);
  const insert = db.prepare(`INSERT INTO jobs (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`);
  for (const job of jobs) insert.run(...values.map((cellOf) => cellOf(job)));
  db.exec("COMMIT; PRAGMA journal_mode = WAL; PRAGMA wal_checkpoint(TRUNCATE)");
  db.close();
}

/** D1's file under a state folder: the one that has the jobs. */
export function findDatabase(state: string): string {
  const folder = resolve(state, "d1/miniflare-D1DatabaseObject");
  const files = readdirSync(folder).filter((name) => /^[0-9a-f]{64}\.sqlite$/.test(name));
  const found = files.map((name) => resolve(folder, name)).find(hasJobs);
  if (!found) throw new Error("The state folder holds no database with jobs.");
  return found;
}

function hasJobs(file: string): boolean {
  const db = new DatabaseSync(file);
  try {
    return db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'jobs'").get() !== undefined;
  } finally {
    db.close();
  }
}
