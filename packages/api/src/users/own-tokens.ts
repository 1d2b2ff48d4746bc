import { insertToken, listTokens, revokeToken } from "@fieldline/db/tokens";
import { DomainError } from "@fieldline/domain/errors";
import { isAtLeast, type Role } from "@fieldline/domain/roles";
import { auditOf } from "../audit-entry.ts";
import type { SignedIn } from "../context.ts";

/** The caller's tokens; of each only what it is called and may do. */
export async function ownTokens(ctx: SignedIn) {
  return { items: await listTokens(ctx.db, ctx.user.id) };
}

interface Wanted {
  name: string;
  role?: Role | undefined;
  expiresInMs: number;
}

/** Makes a token with the caller's role or a lesser one, told this once. Throws FORBIDDEN for a greater one. */
export async function createToken(ctx: SignedIn, { name, role = ctx.user.role, expiresInMs }: Wanted) {
  if (!isAtLeast(ctx.user.role, role)) {
    const message = `A token's role can be no higher than your own, ${ctx.user.role}.`;
    throw new DomainError("FORBIDDEN", message, { issues: [{ path: "role", message }] });
  }
  const { token, hash } = await ctx.secrets.newToken();
  const createdAt = ctx.clock();
  const made = {
    id: ctx.newId(),
    name,
    role,
    createdAt,
    expiresAt: Math.min(createdAt + expiresInMs, ctx.user.token?.expiresAt ?? Number.POSITIVE_INFINITY),
    lastUsedAt: null,
    revokedAt: null,
  };
  const { id, expiresAt } = made;
  const isMade = await insertToken(ctx.db, {
    token: made,
    userId: ctx.user.id,
    parentId: ctx.user.token?.id ?? null,
    hash,
    audit: auditOf(ctx, {
      action: "token.create",
      entityType: "token",
      entityId: id,
      after: { name, role, expiresAt },
    }),
  });
  if (!isMade) throw new DomainError("UNAUTHENTICATED", "Sign in first, or send a valid personal access token.");
  return { token, id, expiresAt };
}

/** Revokes one of the caller's tokens, at once. Throws TOKEN_NOT_FOUND. */
export async function revokeOwnToken(ctx: SignedIn, { id }: { id: string }) {
  const audit = auditOf(ctx, { action: "token.revoke", entityType: "token", entityId: id });
  const isRevoked = await revokeToken(ctx.db, {
    userId: ctx.user.id,
    id,
    // A token may end itself and what it has made, and no other.
    within: ctx.user.token?.id ?? null,
    audit,
  });
  if (!isRevoked)
    throw new DomainError("TOKEN_NOT_FOUND", "There is no such token of yours, or it was revoked already.", { id });
  await ctx.closeSocketsOf(ctx.user.id);
  return { id };
}
