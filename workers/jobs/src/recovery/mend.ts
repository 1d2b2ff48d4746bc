import { findJob } from "@fieldline/db/find-job";
import { recount } from "@fieldline/db/recount";
import { endLostJob } from "@fieldline/db/recovery";
import type { Finding } from "@fieldline/domain/finding";
import { QUEUES } from "../queue/queues-object.ts";
import { reportError } from "../report-error.ts";
import { startNow } from "./never-started.ts";
import { freeSlot, type Leaked } from "./slots.ts";
import type { Reach } from "./survey.ts";

/** Puts right what was found, and says so in the server's log; gives those that are put right. */
export async function mendAll(reach: Reach, findings: Finding[], now: number): Promise<Finding[]> {
  const mended: Finding[] = [];
  for (const found of findings) {
    try {
      if (!found.isRepairable || !(await mend(reach, found, now))) continue;
      mended.push(found);
      console.warn(`recovery: ${found.kind} of ${found.name} (${found.jobId ?? "no job"}) was put right`);
    } catch (error) {
      reportError(`recovery of ${found.jobId ?? found.name}`, error);
    }
  }
  return mended;
}

/** Whether it was put right; it may have come right by itself, or take another way. */
async function mend(reach: Reach, found: Finding, now: number): Promise<boolean> {
  const { db, env } = reach;
  const id = found.jobId ?? "";
  switch (found.kind) {
    case "never_started":
      return startNow(reach, id);
    case "state_lost": {
      const job = await findJob(db, id);
      if (!job || !(await endLostJob(db, job, now))) return false;
      // It may have held a place.
      await tellWhoWaits(env);
      return true;
    }
    case "row_behind":
      await env.JOBS.getByName(id).showAgain();
      // Nobody was told of a row that did not say that it waits.
      await tellWhoWaits(env);
      return true;
    case "alarm_lost":
    case "lease_lost":
      await env.JOBS.getByName(id).ensureArmed();
      return true;
    case "blocked_for_nothing":
      await env.JOBS.getByName(id).askAgain();
      return true;
    case "slot_leaked":
      return freeSlot(reach, found as Leaked);
    case "counter_wrong":
      await recount(db);
      await tellWhoWaits(env);
      return true;
    case "queue_gone":
    case "unreachable":
      return false;
  }
}

function tellWhoWaits(env: Reach["env"]): Promise<void> {
  return env.QUEUES.getByName(QUEUES).changed(null);
}
