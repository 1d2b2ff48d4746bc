import { and, desc, eq, gt, lt, ne } from "drizzle-orm";
import { sessions } from "./access-tables.ts";
import type { Database } from "./database.ts";

export interface Session {
  id: string;
  createdAt: number;
  /** To the quarter of an hour that a session is renewed in. */
  lastUsedAt: number;
  expiresAt: number;
  address: string | null;
  userAgent: string | null;
}

/** A person's sessions that have not ended, the latest used first. */
export async function listSessions(db: Database, { userId, now }: { userId: string; now: number }): Promise<Session[]> {
  const rows = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, new Date(now))))
    .orderBy(desc(sessions.updatedAt))
    .limit(100);
  return rows.map(({ id, createdAt, updatedAt, expiresAt, ipAddress, userAgent }) => ({
    id,
    createdAt: createdAt.getTime(),
    lastUsedAt: updatedAt.getTime(),
    expiresAt: expiresAt.getTime(),
    address: ipAddress || null,
    userAgent: userAgent || null,
  }));
}

/** Ends one session of a person, audited by the table's trigger; false where there is none. */
export async function endSession(
  db: Database,
  { userId, id, now }: { userId: string; id: string; now: number },
): Promise<boolean> {
  const ended = await db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), eq(sessions.id, id), gt(sessions.expiresAt, new Date(now))))
    .returning({ id: sessions.id });
  return ended.length > 0;
}

/** Ends a person's sessions but for one; gives how many. */
export async function endOtherSessions(
  db: Database,
  { userId, keptId, now }: { userId: string; keptId: string | null; now: number },
): Promise<number> {
  const ended = await db
    .delete(sessions)
    .where(
      and(
        eq(sessions.userId, userId),
        gt(sessions.expiresAt, new Date(now)),
        keptId === null ? undefined : ne(sessions.id, keptId),
      ),
    )
    .returning({ id: sessions.id });
  return ended.length;
}

/** Removes the sessions that ended by their time before `endedBefore`. */
export async function removeEndedSessions(db: Database, endedBefore: number): Promise<void> {
  await db.delete(sessions).where(lt(sessions.expiresAt, new Date(endedBefore)));
}
