import { describe, expect, it } from "vitest";
import { accessNow, type Requester } from "./requester.ts";

const NOW = 1_000;
const of = (changes: Partial<Requester>): Requester => ({
  ...{ id: "m", person: { role: "operator", disabledAt: null }, token: null, shown: { tech: false, viewer: true } },
  ...changes,
});
const token = { role: "tech", revokedAt: null, expiresAt: NOW + 1 } as const;

describe("the rights of who asked for a bulk", () => {
  it("are those of their role in a session", () => {
    expect(accessNow(of({}), NOW)).toEqual({ id: "m", role: "operator", seesOthers: true, via: "session" });
    const tech = of({ person: { role: "tech", disabledAt: null } });
    expect(accessNow(tech, NOW)).toMatchObject({ role: "tech", seesOthers: false });
  });

  it("are no more than their token's, nor than their own", () => {
    expect(accessNow(of({ token }), NOW)).toEqual({ id: "m", role: "tech", seesOthers: false, via: "token" });
    const demoted = of({ token, person: { role: "viewer", disabledAt: null } });
    expect(accessNow(demoted, NOW)).toMatchObject({ role: "viewer", seesOthers: false });
  });

  it.each<[string, Partial<Requester>]>([
    ["Whoever asked for it was shut out.", { person: undefined }],
    ["Whoever asked for it was shut out.", { person: { role: "admin", disabledAt: 0 } }],
    ["The token that asked for it was revoked.", { token: { ...token, revokedAt: 1 } }],
    ["The token that asked for it has expired.", { token: { ...token, expiresAt: NOW } }],
  ])("are none: %s", (words, changes) => {
    expect(accessNow(of(changes), NOW)).toBe(words);
  });
});
