import { findJob } from "@fieldline/db/find-job";
import { DomainError } from "@fieldline/domain/errors";
import { isEnded, type Job } from "@fieldline/domain/job";
import type { Context } from "../context.ts";

/** The job's row; throws JOB_NOT_FOUND. */
export async function getJobRow(ctx: Context, id: string): Promise<Job> {
  const job = await findJob(ctx.db, id);
  if (!job)
    throw new DomainError("JOB_NOT_FOUND", "There is no such job. It may have been deleted; check its id.", { id });
  return job;
}

/** The job as it is this moment: the row once it has ended, what its object knows before. */
export async function getJob(ctx: Context, id: string): Promise<Job> {
  const row = await getJobRow(ctx, id);
  if (isEnded(row.status)) return row;
  return (await ctx.jobs.describe(id)) ?? row;
}

/** One page of a job's numbered entries; `nextSeq` is null when there are no more for now. */
export async function pageOfEntries<T extends { seq: number }>(
  ctx: Context,
  { id, limit, ...range }: { id: string; afterSeq: number; limit: number },
  read: (id: string, range: { afterSeq: number; limit: number }) => Promise<T[]>,
): Promise<{ items: T[]; nextSeq: number | null }> {
  await getJobRow(ctx, id);
  const items = await read(id, { ...range, limit: limit + 1 });
  const shown = items.slice(0, limit);
  return { items: shown, nextSeq: items.length > limit ? (shown.at(-1)?.seq ?? null) : null };
}
