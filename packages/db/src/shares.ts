import { and, eq, getTableColumns, gt, isNull, sql } from "drizzle-orm";
import { shares } from "./access-tables.ts";
import type { AuditEntry } from "./audit.ts";
import { audited } from "./audited.ts";
import type { Database } from "./database.ts";

export interface Share {
  id: string;
  createdBy: { id: string; name: string };
  createdAt: number;
  expiresAt: number;
  revokedAt: number | null;
  showsAccount: boolean;
  showsRequester: boolean;
}

/** So many links of one job work at a time; the list of them shows that many and as many that no longer do. */
export const MOST_LIVE_SHARES = 100;

const { createdByName: _name, ...columns } = getTableColumns(shares);

/** Adds a link; false where its job is gone, its maker shut out, or too many links of the job work already. */
export async function insertShare(
  db: Database,
  { share, jobId, audit }: { share: Share; jobId: string; audit: AuditEntry },
): Promise<boolean> {
  const { id, createdBy, createdAt, expiresAt, showsAccount, showsRequester } = share;
  const rows = await audited(db, {
    change: sql`
      INSERT INTO shares (id, job_id, created_by, created_by_name, created_at, expires_at, shows_account, shows_requester)
      SELECT ${id}, jobs.id, users.id, ${createdBy.name}, ${createdAt}, ${expiresAt}, ${Number(showsAccount)}, ${Number(showsRequester)}
      FROM jobs, users
      WHERE jobs.id = ${jobId} AND users.id = ${createdBy.id} AND users.disabled_at IS NULL
        AND (SELECT count(*) FROM shares WHERE job_id = ${jobId} AND revoked_at IS NULL AND expires_at > ${createdAt})
          < ${MOST_LIVE_SHARES}
      RETURNING id`,
    entry: audit,
  });
  return rows.length > 0;
}

/** A job's links, those that work first, each group with the newest first. */
export async function listShares(db: Database, { jobId, now }: { jobId: string; now: number }): Promise<Share[]> {
  const rows = await db
    .select()
    .from(shares)
    .where(eq(shares.jobId, jobId))
    .orderBy(sql`revoked_at IS NULL AND expires_at > ${now} DESC, created_at DESC, id DESC`)
    .limit(2 * MOST_LIVE_SHARES);
  return rows.map(({ createdBy, createdByName, jobId: _job, ...row }) => ({
    ...row,
    createdBy: { id: createdBy, name: createdByName },
  }));
}

/** The link with this id of this job, working or not. */
export async function findShare(db: Database, { id, jobId }: { id: string; jobId: string }) {
  const [row] = await db
    .select(columns)
    .from(shares)
    .where(and(eq(shares.id, id), eq(shares.jobId, jobId)));
  return row;
}

/** The link with this id if it works now. */
export async function findLiveShare(db: Database, { id, now }: { id: string; now: number }) {
  const [row] = await db
    .select(columns)
    .from(shares)
    .where(and(eq(shares.id, id), isNull(shares.revokedAt), gt(shares.expiresAt, now)));
  return row;
}

/** Ends a link; false where it is not this job's or was revoked already. */
export async function revokeShare(
  db: Database,
  { id, jobId, audit }: { id: string; jobId: string; audit: AuditEntry },
): Promise<boolean> {
  const rows = await audited(db, {
    change: sql`UPDATE shares SET revoked_at = ${audit.at}
      WHERE id = ${id} AND job_id = ${jobId} AND revoked_at IS NULL RETURNING id`,
    entry: audit,
  });
  return rows.length > 0;
}
