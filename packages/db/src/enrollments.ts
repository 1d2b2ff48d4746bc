import { desc, eq, getTableColumns, sql } from "drizzle-orm";
import type { AuditEntry } from "./audit.ts";
import { audited } from "./audited.ts";
import type { Database } from "./database.ts";
import { enrollments } from "./device-tables.ts";

const { hash: _hash, createdBy: _by, createdByName: _name, ...columns } = getTableColumns(enrollments);
const shown = {
  ...columns,
  createdBy: { id: enrollments.createdBy, name: enrollments.createdByName },
};
export interface Enrollment {
  id: string;
  name: string | null;
  kind: "device" | "agent";
  groupIds: string[];
  accountNumber: string | null;
  createdBy: { id: string; name: string };
  createdAt: number;
  expiresAt: number;
  usedAt: number | null;
  deviceId: string | null;
  revokedAt: number | null;
}

/** The newest 200 enrollment tokens, used and ended ones included. */
export function listEnrollments(db: Database): Promise<Enrollment[]> {
  return db.select(shown).from(enrollments).orderBy(desc(enrollments.createdAt), desc(enrollments.id)).limit(200);
}

export async function findEnrollment(db: Database, id: string): Promise<Enrollment | undefined> {
  const [row] = await db.select(shown).from(enrollments).where(eq(enrollments.id, id));
  return row;
}

/** Adds a token, of which only the hash is kept. */
export async function insertEnrollment(
  db: Database,
  { enrollment, hash, audit }: { enrollment: Enrollment; hash: string; audit: AuditEntry },
): Promise<void> {
  const { id, name, kind, groupIds, accountNumber, createdBy, createdAt, expiresAt } = enrollment;
  await audited(db, {
    change: sql`
      INSERT INTO enrollments (id, hash, name, kind, group_ids, account_number, created_by, created_by_name, created_at, expires_at)
      VALUES (${id}, ${hash}, ${name}, ${kind}, ${JSON.stringify(groupIds)}, ${accountNumber}, ${createdBy.id}, ${createdBy.name},
        ${createdAt}, ${expiresAt})`,
    entry: audit,
  });
}

/** Ends a token that no device has used; false where one has or it was ended before. */
export async function revokeEnrollment(
  db: Database,
  { id, audit }: { id: string; audit: AuditEntry },
): Promise<boolean> {
  const rows = await audited(db, {
    change: sql`UPDATE enrollments SET revoked_at = ${audit.at}
      WHERE id = ${id} AND revoked_at IS NULL AND used_at IS NULL RETURNING id`,
    entry: audit,
  });
  return rows.length > 0;
}
