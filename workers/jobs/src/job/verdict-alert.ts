import type { Alert, Verdict } from "@fieldline/domain/job";
import type { Head } from "./job-store.ts";

/** The alert after a change of verdict: raised, carried on with its new state, or cleared. */
export function alertAfter(
  { job, openAlert }: Pick<Head, "job" | "openAlert">,
  { state, reason }: Verdict,
  { now, newId }: { now: number; newId: () => string },
): { openAlert: Alert | null; raised: Alert | undefined } {
  const { requesterId } = job;
  if (state === "healthy" || state === "unknown") {
    return { openAlert: null, raised: openAlert ? { ...openAlert, requesterId, clearedAt: now } : undefined };
  }
  const raised: Alert = openAlert
    ? { ...openAlert, requesterId, state, reason }
    : { id: newId(), jobId: job.id, jobName: job.name, requesterId, state, reason, raisedAt: now, clearedAt: null };
  return { openAlert: raised, raised };
}
