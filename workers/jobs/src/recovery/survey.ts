import type { Database } from "@fieldline/db/database";
import { listBlockedForNothing, listRows, type OpenRow } from "@fieldline/db/recovery";
import {
  type Finding,
  type FindingKind,
  faultBetween,
  finding,
  LATE_MS,
  type Standing,
} from "@fieldline/domain/finding";
import type { JobsEnv } from "../env.ts";
import { reportError } from "../report-error.ts";

/** So many objects are asked at once. */
const ASKED_AT_ONCE = 32;

export interface Reach {
  db: Database;
  env: JobsEnv;
}

/** Compares rows with their objects, and gives what is not as it should be. */
export async function survey({ db, env }: Reach, rows: OpenRow[], now: number): Promise<Finding[]> {
  const standings = new Map<string, Standing | undefined | "unreachable">();
  for (let first = 0; first < rows.length; first += ASKED_AT_ONCE)
    await Promise.all(
      rows.slice(first, first + ASKED_AT_ONCE).map(async ({ id }) => standings.set(id, await standingOf(env, id))),
    );
  const faulty = (row: OpenRow): FindingKind | undefined => {
    const standing = standings.get(row.id);
    return standing === "unreachable" ? "unreachable" : faultBetween(row, standing, now);
  };
  // Read once more: what was on its way when the rows were read has arrived by now.
  const suspects = await listRows(
    db,
    rows.filter(faulty).map(({ id }) => id),
  );
  const found = suspects.flatMap((row) => {
    const kind = faulty(row);
    return kind ? [finding(kind, row)] : [];
  });
  const blocked = rows.filter(({ id, status }) => status === "blocked" && !found.some(({ jobId }) => jobId === id));
  const stuck = await listBlockedForNothing(
    db,
    blocked.map(({ id }) => id),
    now - LATE_MS,
  );
  return [...found, ...stuck.map((row) => finding("blocked_for_nothing", row))];
}

/** How a job's object stands; undefined where it was never started. */
export async function standingOf(env: JobsEnv, id: string): Promise<Standing | undefined | "unreachable"> {
  try {
    return await env.JOBS.getByName(id).standing();
  } catch (error) {
    reportError("recovery", error);
    return "unreachable";
  }
}
