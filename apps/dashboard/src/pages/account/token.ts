import type { AppRouter } from "@fieldline/api/router";
import type { inferRouterOutputs } from "@trpc/server";

export type Token = inferRouterOutputs<AppRouter>["users"]["tokens"]["list"]["items"][number];

/** Whether a token opens anything at this moment. */
export function isUsable({ revokedAt, expiresAt }: Token, now: number): boolean {
  return revokedAt === null && expiresAt > now;
}

/** The usable ones first, each part the newest first. */
export function sortTokens(tokens: readonly Token[], now: number): Token[] {
  return tokens.toSorted((a, b) => Number(isUsable(b, now)) - Number(isUsable(a, now)) || b.createdAt - a.createdAt);
}
