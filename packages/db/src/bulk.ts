import type { BulkJob } from "@fieldline/domain/bulk-failures";
import type { Requester } from "@fieldline/domain/bulk-requester";
import type { Caller } from "@fieldline/domain/caller";
import { type SQL, sql } from "drizzle-orm";
import { type AuditEntry, insertAudit } from "./audit.ts";
import type { Database } from "./database.ts";
import { rawBatch } from "./raw-batch.ts";

export interface BulkBatch {
  requester: Pick<Requester, "person" | "token">;
  /** The jobs that are there, by their ids. */
  jobs: Map<string, BulkJob>;
}

/** Who asked for a bulk, and the jobs that are next, as they are this moment. */
export async function readBulkBatch(
  db: Database,
  { actor, request }: Required<Caller>,
  ids: string[],
): Promise<BulkBatch> {
  const tokenId = request.tokenId ?? null;
  const [people, tokens, jobs] = (await rawBatch(db, [
    sql`SELECT role, disabled_at AS disabledAt FROM users WHERE id = ${actor.id}`,
    sql`SELECT role, revoked_at AS revokedAt, expires_at AS expiresAt FROM tokens WHERE id = ${tokenId}`,
    sql`SELECT id, kind, type, requester_id AS requesterId, requester_name AS requesterName, version, status, priority,
          queue, assignee_id AS assigneeId FROM jobs WHERE id IN ${listed(ids)}`,
  ])) as [NonNullable<Requester["person"]>[], NonNullable<Requester["token"]>[], BulkJob[]];
  // A token that is not there any more gives no rights.
  const revoked = { role: "viewer", revokedAt: 0, expiresAt: 0 } as const;
  const token = tokenId === null ? null : (tokens[0] ?? revoked);
  return { requester: { person: people[0], token }, jobs: new Map(jobs.map((job) => [job.id, job])) };
}

/** Those of these jobs with which this request has done something already, as the audit knows. */
export async function doneByRequest(
  db: Database,
  { ids, requestId, action }: { ids: string[]; requestId: string; action: AuditEntry["action"] },
): Promise<Set<string>> {
  const rows = await db.all<{ id: string }>(sql`
    SELECT DISTINCT entity_id AS id FROM audit
    WHERE entity_id IN ${listed(ids)} AND +action = ${action} AND +request_id = ${requestId}`);
  return new Set(rows.map(({ id }) => id));
}

/** Writes entries of the audit; writing them again changes nothing. */
export async function writeEntries(db: Database, entries: AuditEntry[]): Promise<void> {
  const [first, ...rest] = entries.map((entry) => insertAudit(db, entry));
  if (first) await db.batch([first, ...rest]);
}

function listed(ids: string[]): SQL {
  return sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
}
