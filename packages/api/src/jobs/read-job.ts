import { findJob } from "@fieldline/db/find-job";
import { DomainError } from "@fieldline/domain/errors";
import { isEnded, type Job } from "@fieldline/domain/job";
import type { Action } from "@fieldline/domain/permissions";
import { refusalOf } from "@fieldline/domain/refusal";
import type { Context, JobsPort } from "../context.ts";

/** The job's row where the caller may do this with it; throws JOB_NOT_FOUND, FORBIDDEN, UNAUTHENTICATED. */
export async function getReachableJob(ctx: Pick<Context, "db" | "user">, action: Action, id: string): Promise<Job> {
  const signedOut = refusalOf(ctx.user, action);
  if (signedOut) throw new DomainError(signedOut.code, signedOut.message);
  const job = await findJob(ctx.db, id);
  if (!job)
    throw new DomainError("JOB_NOT_FOUND", "There is no such job. It may have been deleted; check its id.", { id });
  const refused = refusalOf(ctx.user, action, job);
  if (refused) throw new DomainError(refused.code, refused.message);
  return job;
}

/** The job as it is this moment: the row once it has ended, what its object knows before. */
export async function presentJob(jobs: JobsPort, row: Job): Promise<Job> {
  if (isEnded(row.status)) return row;
  return (await jobs.describe(row.id)) ?? row;
}

/** One page of a job's numbered entries; `nextSeq` is null when there are no more for now. */
export async function pageOfEntries<T extends { seq: number }>(
  { id, limit, ...range }: { id: string; afterSeq: number; limit: number },
  read: (id: string, range: { afterSeq: number; limit: number }) => Promise<T[]>,
): Promise<{ items: T[]; nextSeq: number | null }> {
  const items = await read(id, { ...range, limit: limit + 1 });
  const shown = items.slice(0, limit);
  return { items: shown, nextSeq: items.length > limit ? (shown.at(-1)?.seq ?? null) : null };
}
