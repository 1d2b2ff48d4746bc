import { findJob } from "@fieldline/db/find-job";
import { findShare, insertShare, listShares, MOST_LIVE_SHARES, revokeShare, type Share } from "@fieldline/db/shares";
import { DomainError } from "@fieldline/domain/errors";
import type { Job } from "@fieldline/domain/job";
import type { ShareInput } from "@fieldline/domain/share";
import { auditOf } from "../audit-entry.ts";
import type { SignedIn } from "../context.ts";
import { signShareToken } from "./share-token.ts";

type AboutJob = SignedIn & { job: Job };

/** Makes a link to a probe's report, told this once. Throws INVALID_INPUT for another kind of job. */
export async function shareJob(ctx: AboutJob, { expiresInMs, showsAccount, showsRequester }: ShareInput) {
  const { job, user } = ctx;
  if (job.kind !== "probe") throw refused("Only a probe has a report to share. Choose a probe.");
  const createdAt = ctx.clock();
  const shown = { showsAccount, showsRequester };
  const share: Share = {
    id: ctx.newId(),
    createdBy: { id: user.id, name: user.name },
    createdAt,
    expiresAt: createdAt + expiresInMs,
    revokedAt: null,
    ...shown,
  };
  const { id, expiresAt } = share;
  const audit = auditOf(ctx, {
    action: "job.share",
    entityType: "job",
    entityId: job.id,
    after: { shareId: id, expiresAt, ...shown },
  });
  if (!(await insertShare(ctx.db, { share, jobId: job.id, audit }))) throw await notShared(ctx);
  return { url: `${ctx.origin}/report/${await signShareToken(ctx.secrets, share)}`, id, expiresAt };
}

async function notShared({ db, job: { id } }: AboutJob): Promise<DomainError> {
  if (await findJob(db, id))
    return refused(`${MOST_LIVE_SHARES} links to this report work already. Revoke one that nobody needs.`);
  return new DomainError("JOB_NOT_FOUND", "There is no such job. It may have been deleted; check its id.", { id });
}

function refused(message: string): DomainError {
  return new DomainError("INVALID_INPUT", message, { issues: [{ path: "id", message }] });
}

/** The links to a job's report, ended ones included; none of their tokens. */
export async function sharesOf(ctx: AboutJob) {
  return { items: await listShares(ctx.db, { jobId: ctx.job.id, now: ctx.clock() }) };
}

/** Ends a link at once. Throws SHARE_NOT_FOUND. */
export async function revokeJobShare(ctx: AboutJob, { shareId }: { shareId: string }) {
  const job = { jobId: ctx.job.id };
  const share = await findShare(ctx.db, { id: shareId, ...job });
  if (share) {
    const { expiresAt, showsAccount, showsRequester } = share;
    const audit = auditOf(ctx, {
      action: "share.revoke",
      entityType: "share",
      entityId: shareId,
      before: { ...job, expiresAt, showsAccount, showsRequester },
    });
    if (await revokeShare(ctx.db, { id: shareId, ...job, audit })) return { id: shareId };
  }
  const message = "There is no such link to this report, or it was revoked already. Read the list again.";
  throw new DomainError("SHARE_NOT_FOUND", message, { id: shareId });
}
