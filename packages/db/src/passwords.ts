import { and, eq, sql } from "drizzle-orm";
import { accounts, users } from "./access-tables.ts";
import type { AuditEntry } from "./audit.ts";
import { audited } from "./audited.ts";
import type { Database } from "./database.ts";

/** What is kept of a person's password. */
export async function findPasswordHash(db: Database, userId: string): Promise<string | undefined> {
  const [row] = await db
    .select({ password: accounts.password })
    .from(accounts)
    .where(and(eq(accounts.userId, userId), eq(accounts.providerId, "credential")));
  return row?.password ?? undefined;
}

/** What a sign-in by this e-mail depends on, as one text; it changes with the password and with being shut out. */
export async function findSignInState(db: Database, email: string): Promise<string | undefined> {
  const [row] = await db
    .select({ password: accounts.password, disabledAt: users.disabledAt })
    .from(users)
    .leftJoin(accounts, eq(accounts.userId, users.id))
    .where(eq(users.email, email));
  return row && JSON.stringify([row.password, row.disabledAt]);
}

/** Sets a person's password and ends their sessions but for `keptSessionId`; gives how many ended. */
export async function updatePassword(
  db: Database,
  {
    userId,
    hash,
    keptSessionId,
    audit,
  }: { userId: string; hash: string; keptSessionId: string | null; audit: AuditEntry },
): Promise<number> {
  const others = sql`user_id = ${userId} AND id IS NOT ${keptSessionId} AND expires_at > ${audit.at}`;
  const [counted] = await db.all<{ n: number }>(sql`SELECT count(*) AS n FROM sessions WHERE ${others}`);
  await audited(db, {
    change: sql`UPDATE accounts SET password = ${hash}, updated_at = ${audit.at}
      WHERE user_id = ${userId} AND provider_id = 'credential'`,
    entry: audit,
    consequences: [sql`UPDATE sessions SET expires_at = 0 WHERE ${others}`],
  });
  return counted?.n ?? 0;
}
