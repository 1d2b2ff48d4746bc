import { expect, it } from "vitest";
import { Caller } from "./wire.ts";
import { ADMIN, signIn, type World } from "./world.ts";

const COOKIE = /^[^=;]+=[^;]+;.*\bHttpOnly\b/;

/** Running it, signing in, who is who, and what the settings and the audit say. */
export function running(world: () => World): void {
  it("answers health, signs in with a cookie, and takes it from its own origin alone", async () => {
    const { url } = world().admin;
    const health = await fetch(`${url}/healthz`);
    expect([health.status, await health.json()]).toEqual([200, { ok: true, version: expect.stringMatching(/^\d+\./) }]);
    const signedIn = await signIn(url);
    expect(signedIn.status).toBe(200);
    expect(signedIn.headers.getSetCookie()[0]).toMatch(COOKIE);
    expect((await signIn(url, { password: "not the password" })).status).toBe(401);
    expect((await signIn(url, { origin: "https://elsewhere.example" })).status).toBe(403);

    const { cookie = "" } = world().admin.headers;
    for (const origin of ["", "null", "https://elsewhere.example"]) {
      const caller = new Caller(url, origin ? { cookie, origin } : { cookie });
      expect(await caller.reasonOf("users.tokens.create", { name: "x" })).toEqual([403, "FORBIDDEN"]);
    }
  });

  it("gives the settings, saves one, and says which field of it is wrong", async () => {
    const { admin, operator } = world();
    const { durationPresets, limits } = await admin.call("config.get");
    expect(limits).toEqual({ jobsPerUserPerDay: 1_000, runningJobs: 100 });
    const value = [...durationPresets, { label: "2 h", ms: 7_200_000 }];
    expect(await admin.call("config.set", { key: "durationPresets", value })).toEqual(value);
    expect((await operator.call("config.get")).durationPresets).toEqual(value);
    expect(await operator.reasonOf("config.set", { key: "limits", value: limits })).toEqual([403, "FORBIDDEN"]);
    expect(await admin.reasonOf("config.set", { key: "nothing", value })).toEqual([400, "INVALID_INPUT", "key"]);
    const wrong = { key: "limits", value: { jobsPerUserPerDay: "many", runningJobs: 5 } };
    expect(await admin.reasonOf("config.set", wrong)).toEqual([400, "INVALID_INPUT", "value.jobsPerUserPerDay"]);
  });

  it("invites people once, pages them, changes their role, and shuts them out", async () => {
    const { admin, operator } = world();
    const person = { email: "eve@example.net", name: "Eve", role: "viewer", password: "a password of her own" };
    const made = await admin.call("users.invite", person);
    expect(made).toMatchObject({ user: { email: person.email, name: "Eve", role: "viewer", disabledAt: null } });
    expect(made.password).toBeUndefined();
    expect(await admin.reasonOf("users.invite", person)).toEqual([409, "USER_EXISTS", "email"]);
    expect(await admin.reasonOf("users.invite", { ...person, email: "eve", role: "king" })).toEqual([
      ...[400, "INVALID_INPUT"],
      ...["email", "role"],
    ]);
    expect(await operator.reasonOf("users.invite", { ...person, email: "e@example.net" })).toEqual([403, "FORBIDDEN"]);

    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await admin.call("users.list", { limit: 2, ...(cursor && { cursor }) });
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ email }) => email));
      cursor = page.nextCursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining([ADMIN.email, person.email, "viewer@example.net"]));

    const { id } = made.user;
    await admin.call("users.setRole", { id, role: "tech" });
    await admin.call("users.disable", { id });
    const { items } = await admin.call("users.list");
    expect(items.find((each) => each.id === id)).toMatchObject({ role: "tech", disabledAt: expect.any(Number) });
    const { token } = await admin.call("users.tokens.create", { name: "a script", expiresInMs: 3_600_000 });
    const withToken = new Caller(admin.url, { authorization: `Bearer ${token}` });
    expect((await withToken.call("users.list")).items.length).toBe(items.length);
  });

  it("keeps who did what, and finds it by each of its fields", async () => {
    const { admin, adminId, tech } = world();
    const { items } = await admin.call("audit.list", { limit: 100 });
    expect(items).toEqual([...items].sort((a, b) => b.at - a.at));
    const saved = items.find(({ action, entityId }) => action === "config.set" && entityId === "limits");
    expect(saved).toMatchObject({
      ...{ actor: { kind: "user", id: adminId }, entityType: "config", reason: null },
      before: { jobsPerUserPerDay: 50, runningJobs: 100 },
      after: { jobsPerUserPerDay: 1_000, runningJobs: 100 },
    });
    const at = saved?.at ?? 0;
    const filters = { actorId: adminId, action: "config.set", entityType: "config", entityId: "limits" };
    const found = await admin.call("audit.list", { ...filters, from: at, to: at + 1 });
    expect(found.items).toEqual([saved]);
    const first = await admin.call("audit.list", { limit: 1 });
    expect(first.items).toEqual([items[0]]);
    const second = await admin.call("audit.list", { limit: 1, cursor: first.nextCursor });
    expect(second.items).toEqual([items[1]]);
    expect(await tech.reasonOf("audit.list", { limit: 1 })).toEqual([403, "FORBIDDEN"]);
    expect(await admin.reasonOf("audit.list", { limit: 101, from: "today" })).toEqual([
      ...[400, "INVALID_INPUT"],
      ...["from", "limit"],
    ]);
  });
}
