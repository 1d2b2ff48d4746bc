import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type Distribution, distributionOf } from "../lib/distribution.ts";

export const CADENCE_MS = 1_000;

/** What one object has stored: the origin of its grid, and when each tick was taken. */
export interface TickLog {
  originMs: number;
  ticks: { tick: number; at: number }[];
}

export interface Kept {
  due: number;
  kept: number;
  /** Time from a tick's due moment to its packet's sending, in ms. */
  latenessMs: Distribution;
}

/** Reads every object's own database, once its runtime has ended. */
export function readTickLogs(state: string, className: string, read: (db: DatabaseSync) => TickLog): TickLog[] {
  const folder = resolve(state, "do", className);
  return readdirSync(folder)
    .filter((name) => /^[0-9a-f]{64}\.sqlite$/.test(name))
    .map((name) => {
      const db = new DatabaseSync(resolve(folder, name));
      try {
        return read(db);
      } finally {
        db.close();
      }
    });
}

/** Of all ticks due from `from` up to, not including, `to`, those that were taken within their second. */
export function keptTicks(logs: TickLog[], { from, to }: { from: number; to: number }): Kept {
  let due = 0;
  const lateness: number[] = [];
  for (const { originMs, ticks } of logs) {
    const first = Math.max(0, Math.ceil((from - originMs) / CADENCE_MS));
    const end = Math.max(first, Math.ceil((to - originMs) / CADENCE_MS));
    due += end - first;
    for (const { tick, at } of ticks) {
      const lateMs = at - originMs - tick * CADENCE_MS;
      if (tick >= first && tick < end && lateMs < CADENCE_MS) lateness.push(lateMs);
    }
  }
  return { due, kept: lateness.length, latenessMs: distributionOf(lateness) };
}
