import type { Actor } from "@fieldline/domain/job";
import { and, desc, eq, lt, or, type SQL } from "drizzle-orm";
import type { Database } from "./database.ts";
import { decodeCursor, type Page, pageOf } from "./page.ts";
import { audit } from "./tables.ts";

export interface AuditEntry {
  id: string;
  at: number;
  actor: Actor;
  action: "job.create" | "job.pause" | "job.resume" | "job.cancel" | "job.delete" | "config.set";
  entityType: "job" | "config";
  entityId: string;
  before: unknown;
  after: unknown;
  reason: string | null;
}

export function auditRow({ actor, ...entry }: AuditEntry): typeof audit.$inferInsert {
  return { ...entry, actorKind: actor.kind, actorId: actor.id, actorName: actor.name };
}

/** The statement that writes an entry; writing it again changes nothing. */
export function insertAudit(db: Database, entry: AuditEntry) {
  return db.insert(audit).values(auditRow(entry)).onConflictDoNothing();
}

export interface AuditFilter {
  entityType?: string | undefined;
  entityId?: string | undefined;
  limit: number;
  cursor?: string | null | undefined;
}

/** A page of the audit, the newest first. */
export async function listAudit(db: Database, filter: AuditFilter): Promise<Page<AuditEntry>> {
  const conditions: (SQL | undefined)[] = [
    filter.entityType ? eq(audit.entityType, filter.entityType) : undefined,
    filter.entityId ? eq(audit.entityId, filter.entityId) : undefined,
  ];
  if (filter.cursor) {
    const [at, id] = decodeCursor(filter.cursor, ["number", "string"]);
    conditions.push(or(lt(audit.at, at), and(eq(audit.at, at), lt(audit.id, id))));
  }
  const rows = await db
    .select()
    .from(audit)
    .where(and(...conditions))
    .orderBy(desc(audit.at), desc(audit.id))
    .limit(filter.limit + 1);
  return pageOf(rows, { limit: filter.limit, keyOf: (row) => [row.at, row.id], itemOf: entryOf });
}

function entryOf({ actorKind, actorId, actorName, ...row }: typeof audit.$inferSelect): AuditEntry {
  return { ...row, actor: { kind: actorKind, id: actorId, name: actorName } } as AuditEntry;
}
