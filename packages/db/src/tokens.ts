import type { Role } from "@fieldline/domain/roles";
import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { tokens, users } from "./access-tables.ts";
import type { AuditEntry } from "./audit.ts";
import { audited } from "./audited.ts";
import type { Database } from "./database.ts";

export interface Token {
  id: string;
  name: string;
  role: Role;
  createdAt: number;
  expiresAt: number;
  lastUsedAt: number | null;
  revokedAt: number | null;
}

const columns = {
  id: tokens.id,
  name: tokens.name,
  role: tokens.role,
  createdAt: tokens.createdAt,
  expiresAt: tokens.expiresAt,
  lastUsedAt: tokens.lastUsedAt,
  revokedAt: tokens.revokedAt,
};

/** A person's tokens, the newest first, ended ones included. */
export function listTokens(db: Database, userId: string): Promise<Token[]> {
  return db.select(columns).from(tokens).where(eq(tokens.userId, userId)).orderBy(desc(tokens.createdAt)).limit(200);
}

interface NewToken {
  token: Token;
  userId: string;
  parentId: string | null;
  hash: string;
  audit: AuditEntry;
}

/** Adds a token; false where its owner was shut out meanwhile, or the token that makes it was revoked. */
export async function insertToken(db: Database, { token, userId, parentId, hash, audit }: NewToken): Promise<boolean> {
  const rows = await audited(db, {
    change: sql`INSERT INTO tokens (id, user_id, parent_id, name, role, hash, created_at, expires_at)
      SELECT ${token.id}, id, ${parentId}, ${token.name}, ${token.role}, ${hash}, ${token.createdAt}, ${token.expiresAt}
      FROM users WHERE id = ${userId} AND disabled_at IS NULL
        AND (${parentId} IS NULL OR EXISTS (SELECT 1 FROM tokens WHERE id = ${parentId} AND revoked_at IS NULL))
      RETURNING id`,
    entry: audit,
  });
  return rows.length > 0;
}

/** Revokes a person's token and all that it has made; with `within` only one of that token's line. False where there is none that could be. */
export async function revokeToken(
  db: Database,
  { userId, id, within, audit }: { userId: string; id: string; within: string | null; audit: AuditEntry },
): Promise<boolean> {
  const rows = await audited(db, {
    change: sql`UPDATE tokens SET revoked_at = ${audit.at}
      WHERE id = ${id} AND user_id = ${userId} AND revoked_at IS NULL
        AND (${within} IS NULL OR id IN ${lineOf(within)}) RETURNING id`,
    entry: audit,
    consequences: [
      sql`UPDATE tokens SET revoked_at = ${audit.at} WHERE revoked_at IS NULL AND id IN ${lineOf(id)}
        AND EXISTS (SELECT 1 FROM tokens WHERE id = ${id} AND revoked_at = ${audit.at})`,
    ],
  });
  return rows.length > 0;
}

/** A token and all that it, or what it has made, has made. */
function lineOf(id: string | null) {
  return sql`(WITH RECURSIVE line (id) AS (
    SELECT ${id} UNION SELECT made.id FROM tokens AS made JOIN line ON made.parent_id = line.id) SELECT id FROM line)`;
}

/** Whether a technician's token stands between this one and its owner: a viewer may see more than a technician. */
const isOfTechToken = sql<number>`${tokens.parentId} IS NOT NULL AND 'tech' IN (
  WITH RECURSIVE maker (role, parent_id) AS (
    SELECT role, parent_id FROM tokens AS made_by WHERE made_by.id = ${tokens.parentId}
    UNION SELECT above.role, above.parent_id FROM tokens AS above JOIN maker ON above.id = maker.parent_id)
  SELECT role FROM maker)`;

/** Whose token this is, if it can still be used and its owner is not shut out. */
export async function findTokenUser(db: Database, { hash, now }: { hash: string; now: number }) {
  const [row] = await db
    .select({
      tokenId: tokens.id,
      tokenRole: tokens.role,
      isOfTechToken,
      expiresAt: tokens.expiresAt,
      lastUsedAt: tokens.lastUsedAt,
      id: users.id,
      name: users.name,
      email: users.email,
      role: users.role,
    })
    .from(tokens)
    .innerJoin(users, eq(users.id, tokens.userId))
    .where(and(eq(tokens.hash, hash), isNull(tokens.revokedAt), gt(tokens.expiresAt, now), isNull(users.disabledAt)));
  return row;
}

/** Notes when a token was last used; call it seldom, it is a write. */
export async function touchToken(db: Database, { id, now }: { id: string; now: number }): Promise<void> {
  await db.update(tokens).set({ lastUsedAt: now }).where(eq(tokens.id, id));
}
