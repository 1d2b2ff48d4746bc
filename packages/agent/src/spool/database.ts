import { closeSync, constants, existsSync, fchmodSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { withFile } from "./state-fault.ts";

const SCHEMA = `
CREATE TABLE IF NOT EXISTS jobs (
  jobId TEXT NOT NULL, attempt INTEGER NOT NULL, kind TEXT NOT NULL, assignment TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'taken' CHECK (state IN ('taken', 'begun', 'over', 'settled')),
  reportSeq INTEGER NOT NULL, steps TEXT, hasNewSteps INTEGER NOT NULL DEFAULT 0,
  sampleSeq INTEGER NOT NULL DEFAULT 0, ackedSample INTEGER NOT NULL DEFAULT 0, lastTick INTEGER NOT NULL DEFAULT -1,
  takenAt INTEGER NOT NULL, endedAt INTEGER,
  PRIMARY KEY (jobId, attempt)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reports (
  jobId TEXT NOT NULL, attempt INTEGER NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (jobId, attempt, seq)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS output (
  id INTEGER PRIMARY KEY, jobId TEXT NOT NULL, attempt INTEGER NOT NULL,
  stream TEXT NOT NULL, step TEXT NOT NULL, text TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS outputOfJob ON output (jobId, attempt, id);
CREATE TABLE IF NOT EXISTS samples (
  jobId TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (jobId, seq)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
`;

/** Loaded when asked for, so that an older Node is told a sentence and not of a missing module. */
function open(path: string, options: { readOnly?: boolean; timeout?: number } = {}): DatabaseSync {
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
  return new DatabaseSync(path, options);
}

export const spoolPath = (folder: string) => join(folder, "spool.db");

/** Opens the spool, made where it is not there. What is committed survives a kill; `sync` outlives a power cut too. */
export function openSpoolDatabase(folder: string): DatabaseSync {
  return withFile(spoolPath(folder), () => {
    makePrivate(folder, "spool.db");
    const database = open(spoolPath(folder), { timeout: 5_000 });
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
    database.exec(SCHEMA);
    return database;
  });
}

/** For a look from outside while the agent runs; undefined where there is no spool yet. */
export function openSpoolForReading(folder: string): DatabaseSync | undefined {
  return existsSync(spoolPath(folder)) ? open(spoolPath(folder), { readOnly: true, timeout: 1_000 }) : undefined;
}

const LOCK = "lock.db";
/** Whoever only looks whether the folder is held is gone by then. */
const HOLD_WITHIN_MS = 300;
const SQLITE_BUSY = 5;

/** Holds the folder for this process until it ends, however it ends; undefined where another agent has it. */
export function holdFolder(folder: string): { release(): void } | undefined {
  const path = join(folder, LOCK);
  return withFile(path, () => {
    makePrivate(folder, LOCK);
    const database = open(path, { timeout: HOLD_WITHIN_MS });
    try {
      database.exec("BEGIN EXCLUSIVE");
      return { release: () => database.close() };
    } catch (thrown) {
      database.close();
      if (isBusy(thrown)) return undefined;
      throw thrown;
    }
  });
}

/** Whether an agent runs on the folder; makes nothing there, so that anybody may look. */
export function isFolderHeld(folder: string): boolean {
  const path = join(folder, LOCK);
  if (!existsSync(path)) return false;
  return withFile(path, () => {
    const database = open(path, { readOnly: true, timeout: 0 });
    try {
      database.exec("SELECT 1 FROM sqlite_schema");
      return false;
    } catch (thrown) {
      if (isBusy(thrown)) return true;
      throw thrown;
    } finally {
      database.close();
    }
  });
}

const isBusy = (thrown: unknown) => (thrown as { errcode?: number }).errcode === SQLITE_BUSY;

/** SQLite gives its side files the mode of the file they belong to. Throws where a link lies there: it may lead anywhere. */
function makePrivate(folder: string, name: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = openSync(join(folder, name), constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600);
  fchmodSync(file, 0o600);
  closeSync(file);
}
