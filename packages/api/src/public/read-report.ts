import { findJob } from "@fieldline/db/find-job";
import { findLiveShare } from "@fieldline/db/shares";
import { DomainError } from "@fieldline/domain/errors";
import { networkOf } from "@fieldline/domain/network";
import { type Report, reportOf } from "@fieldline/domain/report";
import type { Context } from "../context.ts";
import { presentJob } from "../jobs/read-job.ts";
import { readShareToken } from "../jobs/share-token.ts";
import { takePlace } from "../rate-limit.ts";

const READS = { limit: 120, windowMs: 60_000 };
const POINTS = 600;

/**
 * The report that a link shows to whoever holds it. Throws RATE_LIMITED, and one and the same SHARE_NOT_FOUND for
 * every link that does not work.
 */
export async function readReport(ctx: Context, token: string): Promise<{ report: Report }> {
  await takePlace(ctx, `report/${networkOf(ctx.request.address ?? "unknown")}`, READS);
  const generatedAt = ctx.clock();
  const signed = await readShareToken(ctx.secrets, token);
  if (!signed || signed.expiresAt <= generatedAt) throw notFound();
  const share = await findLiveShare(ctx.db, { id: signed.id, now: generatedAt });
  const row = share && (await findJob(ctx.db, share.jobId));
  if (!share || !row) throw notFound();
  const [job, series] = await Promise.all([presentJob(ctx.jobs, row), ctx.jobs.series(row.id, { points: POINTS })]);
  if (job.kind !== "probe") throw notFound();
  return { report: reportOf(job, { ...share, series, generatedAt }) };
}

function notFound(): DomainError {
  return new DomainError(
    "SHARE_NOT_FOUND",
    "This link leads to no report. It may have expired, been revoked or been copied in part; ask for a new one.",
  );
}
