import { openDatabase } from "@fieldline/db/database";
import { removeOldRuns } from "@fieldline/db/old-schedule-runs";
import { removeEndedSessions } from "@fieldline/db/sessions";
import type { JobsEnv } from "../env.ts";
import { sweepStaleClaims } from "../queue/stale-claims.ts";
import { reportError } from "../report-error.ts";

const TIDY_EVERY_MS = 3_600_000;
const RUNS_KEPT_MS = 90 * 86_400_000;

type Part = (now: number) => Promise<unknown>;

/** Everything that is done every 15 s whatever is due: here is the place for more. What fails holds nothing else up. */
export function sweepOf(
  env: JobsEnv,
  swept: { jobs: Part; rollouts: Part; recovery: Part },
): (now: number) => Promise<void> {
  const parts: Record<string, Part> = {
    "sweep of jobs": swept.jobs,
    "sweep of rollouts": swept.rollouts,
    "sweep of claims": (now) => sweepStaleClaims(env, now),
    recovery: swept.recovery,
    tidying: hourly(async (now) => {
      const db = openDatabase(env.DB);
      await removeEndedSessions(db, now - TIDY_EVERY_MS);
      await removeOldRuns(db, now - RUNS_KEPT_MS);
    }),
  };
  return async (now) => {
    for (const [name, part] of Object.entries(parts)) await part(now).catch((error) => reportError(name, error));
  };
}

function hourly(part: Part): Part {
  let doneAt = Number.NEGATIVE_INFINITY;
  return async (now) => {
    if (now >= doneAt && now < doneAt + TIDY_EVERY_MS) return;
    doneAt = now;
    await part(now);
  };
}
