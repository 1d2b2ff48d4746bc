import { expect, it } from "vitest";
import { isUsable, sortTokens, type Token } from "./token.ts";

const token = (name: string, part: Partial<Token> = {}): Token => ({
  id: name,
  name,
  role: "tech",
  createdAt: 1,
  expiresAt: 100,
  lastUsedAt: null,
  revokedAt: null,
  ...part,
});

it("is usable until it expires or is revoked", () => {
  expect(isUsable(token("a"), 99)).toBe(true);
  expect(isUsable(token("a"), 100)).toBe(false);
  expect(isUsable(token("a", { revokedAt: 5 }), 50)).toBe(false);
});

it("comes before what is of no use, the newest first", () => {
  const tokens = [token("revoked", { revokedAt: 2, createdAt: 9 }), token("old"), token("new", { createdAt: 3 })];
  expect(sortTokens(tokens, 50).map(({ name }) => name)).toEqual(["new", "old", "revoked"]);
});
