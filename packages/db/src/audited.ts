import { type SQL, sql } from "drizzle-orm";
import { type AuditEntry, auditRow } from "./audit.ts";
import type { Database } from "./database.ts";
import { rawBatch } from "./raw-batch.ts";

/**
 * Runs a change and, in the same transaction, writes its audit entry if the change met a row; then the statements that
 * follow from it. Gives the rows that the change returned.
 */
export async function audited<Row>(
  db: Database,
  { change, entry, consequences = [] }: { change: SQL; entry: AuditEntry; consequences?: SQL[] },
): Promise<Row[]> {
  const [rows] = await rawBatch(db, [change, insertIfChanged(entry), ...consequences]);
  return rows as Row[];
}

/** Whether this entry was written: what a later statement of its transaction depends on. */
export function isWritten(entry: AuditEntry): SQL {
  return sql`EXISTS (SELECT 1 FROM audit WHERE id = ${entry.id})`;
}

/** The statement that writes an entry if the one before it in its transaction met a row. */
export function insertIfChanged(entry: AuditEntry): SQL {
  return insertWhere(entry, sql`changes() > 0`);
}

/** The statement that writes an entry if something holds. */
export function insertWhere(entry: AuditEntry, holds: SQL): SQL {
  const {
    id,
    at,
    actorKind,
    actorId,
    actorName,
    action,
    entityType,
    entityId,
    before,
    after,
    reason,
    address,
    requestId,
    tokenId,
  } = auditRow(entry);
  return sql`
    INSERT INTO audit (id, at, actor_kind, actor_id, actor_name, action, entity_type, entity_id,
                       before, after, reason, address, request_id, token_id)
    SELECT ${id}, ${at}, ${actorKind}, ${actorId}, ${actorName}, ${action}, ${entityType}, ${entityId},
           ${json(before)}, ${json(after)}, ${reason ?? null}, ${address ?? null}, ${requestId ?? null},
           ${tokenId ?? null}
    WHERE ${holds}`;
}

function json(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}
