import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";

const BUSY = 5;
const TRY_AGAIN_MS = 100;

/**
 * Does `work` while no other process does what it locks with the same file. The lock is SQLite's, which the operating
 * system takes back from a process that is gone, so none is left behind.
 */
export async function oneAtATime<T>(file: string, work: () => Promise<T>): Promise<T> {
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    while (!hasTaken(lock)) await sleep(TRY_AGAIN_MS);
    return await work();
  } finally {
    lock.close();
  }
}

function hasTaken(lock: DatabaseSync): boolean {
  try {
    lock.exec("BEGIN EXCLUSIVE");
    return true;
  } catch (error) {
    if ((error as { errcode?: number }).errcode === BUSY) return false;
    throw error;
  }
}
