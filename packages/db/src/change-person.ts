import type { Role } from "@fieldline/domain/roles";
import { type SQL, sql } from "drizzle-orm";
import type { AuditEntry } from "./audit.ts";
import { audited } from "./audited.ts";
import type { Database } from "./database.ts";
import type { Person } from "./people.ts";

/** A person can be no less than the last administrator: nobody would be left to let others in. */
const isNotLastAdmin = sql`(role <> 'admin' OR disabled_at IS NOT NULL
  OR (SELECT count(*) FROM users WHERE role = 'admin' AND disabled_at IS NULL) > 1)`;

interface NewPerson {
  person: Person;
  password: { accountId: string; hash: string };
  audit: AuditEntry;
}

/** Adds a person with a password; false where the e-mail is taken. */
export function insertPerson(db: Database, added: NewPerson): Promise<boolean> {
  return insertWhere(db, added, sql`true`);
}

/** Adds the very first person; false where somebody is there already. */
export function insertFirstAdmin(db: Database, added: NewPerson): Promise<boolean> {
  return insertWhere(db, added, sql`NOT EXISTS (SELECT 1 FROM users)`);
}

async function insertWhere(db: Database, { person, password, audit }: NewPerson, holds: SQL): Promise<boolean> {
  const { id, name, email, role, createdAt } = person;
  const rows = await audited(db, {
    change: sql`
      INSERT INTO users (id, name, email, email_verified, role, created_at, updated_at)
      SELECT ${id}, ${name}, ${email}, 1, ${role}, ${createdAt}, ${createdAt} WHERE ${holds}
      ON CONFLICT (email) DO NOTHING RETURNING id`,
    entry: audit,
    consequences: [insertPassword({ userId: id, createdAt, ...password })],
  });
  return rows.length > 0;
}

function insertPassword({
  userId,
  accountId,
  hash,
  createdAt,
}: {
  userId: string;
  accountId: string;
  hash: string;
  createdAt: number;
}) {
  return sql`
    INSERT INTO accounts (id, user_id, account_id, provider_id, password, created_at, updated_at)
    SELECT ${accountId}, id, id, 'credential', ${hash}, ${createdAt}, ${createdAt} FROM users WHERE id = ${userId}`;
}

/** Gives a person another role; false where they no longer have `before` or are the last administrator. */
export async function updateRole(
  db: Database,
  { id, before, role, audit }: { id: string; before: Role; role: Role; audit: AuditEntry },
): Promise<boolean> {
  const rows = await audited(db, {
    change: sql`UPDATE users SET role = ${role}, updated_at = ${audit.at}
      WHERE id = ${id} AND role = ${before} AND (${role} = 'admin' OR ${isNotLastAdmin}) RETURNING id`,
    entry: audit,
  });
  return rows.length > 0;
}

/**
 * Shuts a person out: sessions, tokens and the links they shared end in the same transaction. False where they were
 * shut out already or are the last administrator.
 */
export async function disablePerson(db: Database, { id, audit }: { id: string; audit: AuditEntry }): Promise<boolean> {
  const { at } = audit;
  const isDisabled = sql`EXISTS (SELECT 1 FROM users WHERE id = ${id} AND disabled_at = ${at})`;
  const rows = await audited(db, {
    change: sql`UPDATE users SET disabled_at = ${at}, updated_at = ${at}
      WHERE id = ${id} AND disabled_at IS NULL AND ${isNotLastAdmin} RETURNING id`,
    entry: audit,
    consequences: [
      // Ended by its time, so that the audit does not say that the person signed out.
      sql`UPDATE sessions SET expires_at = 0 WHERE user_id = ${id} AND ${isDisabled}`,
      sql`UPDATE tokens SET revoked_at = ${at} WHERE user_id = ${id} AND revoked_at IS NULL AND ${isDisabled}`,
      sql`UPDATE shares SET revoked_at = ${at} WHERE created_by = ${id} AND revoked_at IS NULL AND ${isDisabled}`,
    ],
  });
  return rows.length > 0;
}

/** Lets a person in again; they sign in anew. False where they were not shut out. */
export async function enablePerson(db: Database, { id, audit }: { id: string; audit: AuditEntry }): Promise<boolean> {
  const rows = await audited(db, {
    change: sql`UPDATE users SET disabled_at = NULL, updated_at = ${audit.at}
      WHERE id = ${id} AND disabled_at IS NOT NULL RETURNING id`,
    entry: audit,
    // One that a sign-in began while the person was being shut out does not come to life.
    consequences: [
      sql`UPDATE sessions SET expires_at = 0 WHERE user_id = ${id}
        AND EXISTS (SELECT 1 FROM users WHERE id = ${id} AND updated_at = ${audit.at})`,
    ],
  });
  return rows.length > 0;
}
