import { findPasswordHash, updatePassword } from "@fieldline/db/passwords";
import { endOtherSessions, endSession, listSessions } from "@fieldline/db/sessions";
import { DomainError } from "@fieldline/domain/errors";
import { auditOf } from "../audit-entry.ts";
import type { SignedIn } from "../context.ts";
import { takePlace } from "../rate-limit.ts";

const TRIES = { limit: 10, windowMs: 5 * 60_000 };

/** Changes the caller's password and ends their other sessions. Throws WRONG_PASSWORD, RATE_LIMITED. */
export async function changePassword(ctx: SignedIn, { current, next }: { current: string; next: string }) {
  const { user } = ctx;
  await takePlace(ctx, `change-password/${user.id}`, TRIES);
  const hash = await findPasswordHash(ctx.db, user.id);
  if (!hash || !(await ctx.secrets.isPassword(current, hash))) {
    const message = "This is not your present password.";
    throw new DomainError("WRONG_PASSWORD", message, { issues: [{ path: "current", message }] });
  }
  const endedSessions = await updatePassword(ctx.db, {
    userId: user.id,
    hash: await ctx.secrets.hashPassword(next),
    keptSessionId: user.sessionId,
    audit: auditOf(ctx, { action: "user.changePassword", entityType: "user", entityId: user.id }),
  });
  await ctx.closeSocketsOf(user.id);
  return { endedSessions };
}

/** The caller's sessions, with the one of this request marked. */
export async function ownSessions(ctx: SignedIn) {
  const sessions = await listSessions(ctx.db, { userId: ctx.user.id, now: ctx.clock() });
  return { items: sessions.map((session) => ({ ...session, isCurrent: session.id === ctx.user.sessionId })) };
}

/** Ends one of the caller's sessions. Throws SESSION_NOT_FOUND. */
export async function endOwnSession(ctx: SignedIn, { id }: { id: string }) {
  if (!(await endSession(ctx.db, { userId: ctx.user.id, id, now: ctx.clock() })))
    throw new DomainError("SESSION_NOT_FOUND", "There is no such session of yours. It may have ended already.", { id });
  await ctx.closeSocketsOf(ctx.user.id);
  return { id };
}

/** Ends the caller's sessions but for the one of this request. */
export async function endOwnOtherSessions(ctx: SignedIn) {
  const ended = await endOtherSessions(ctx.db, { userId: ctx.user.id, keptId: ctx.user.sessionId, now: ctx.clock() });
  await ctx.closeSocketsOf(ctx.user.id);
  return { ended };
}
