import { env } from "cloudflare:workers";
import type { FeedFrame, JobFrame } from "@fieldline/domain/frames";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { answerOf, callsOf, mutate, sendAsNobody } from "../../../test/call.ts";
import { addPerson, admin, type Identity, PASSWORD } from "../../../test/identities.ts";
import { insertRow, jobLike } from "../../../test/job-rows.ts";
import { probeInput } from "../../../test/probe-input.ts";
import { cookieOf, sessionOf, signIn } from "../../../test/sign-in.ts";
import { watch } from "../../../test/watcher.ts";
import { ask, bearer, LATER } from "./procedures.ts";

beforeAll(() => admin());

const statusOf = async (headers: Record<string, string>) => (await ask("users.me", undefined, headers)).status;

/** Everything that somebody can have open: a session, a token, and sockets of both feeds and of a job. */
async function everythingOf(person: Identity) {
  const session = await sessionOf(person);
  const job = jobLike({ status: "scheduled", runAt: LATER, requesterId: person.id, requesterName: person.name });
  await insertRow(job);
  const byToken = bearer(person.token);
  const sockets = [
    await watch<FeedFrame>("/live/feed", session),
    await watch<FeedFrame>("/live/feed?topics=jobs,alerts", byToken),
    await watch<JobFrame>(`/live/jobs/${job.id}`, session),
    await watch<JobFrame>(`/live/jobs/${job.id}`, byToken),
  ];
  return { session, byToken, sockets, jobPath: `/live/jobs/${job.id}` };
}

interface Made {
  token: string;
  id: string;
  expiresAt: number;
}

describe("somebody who is disabled", () => {
  it("is out at once, by session, token and open sockets, and enabling revives none of them", async () => {
    const person = await addPerson("tech");
    const { session, byToken, sockets, jobPath } = await everythingOf(person);
    expect([await statusOf(session), await statusOf(byToken)]).toEqual([200, 200]);

    const { status } = await mutate("users.disable", { id: person.id, reason: "Has left" });
    expect(status).toBe(200);
    expect([await statusOf(session), await statusOf(byToken)]).toEqual([401, 401]);
    for (const socket of sockets) expect((await socket.end())?.code).toBe(1012);
    const again = await sendAsNobody(jobPath, { headers: { ...byToken, upgrade: "websocket" } });
    expect(again.status).toBe(401);
    const refused = await signIn(person);
    expect(refused.status).toBe(401);
    expect(refused.headers.getSetCookie()).toEqual([]);

    expect((await mutate("users.enable", { id: person.id })).status).toBe(200);
    expect([await statusOf(session), await statusOf(byToken)]).toEqual([401, 401]);
    expect((await signIn(person)).status).toBe(200);
  });

  it("is told so only with the right password", async () => {
    const person = await addPerson("tech");
    await mutate("users.disable", { id: person.id });
    const wrong = await (await signIn({ ...person, password: "not the password" })).text();
    const unknown = await (await signIn({ email: "no-one@example.net", password: "not the password" })).text();
    expect(wrong).toBe(unknown);
  });
});

describe("a role", () => {
  it("that was changed holds from the next request on, by session and token, and sockets open anew", async () => {
    const person = await addPerson("operator");
    const { session, byToken, sockets } = await everythingOf(person);
    await mutate("users.setRole", { id: person.id, role: "viewer" });
    for (const headers of [session, byToken]) {
      const { data } = await answerOf<{ role: string }>(await ask("users.me", undefined, headers));
      expect(data.role).toBe("viewer");
      expect((await ask("jobs.create", {}, headers)).status).toBe(403);
    }
    for (const socket of sockets) expect((await socket.end())?.code).toBe(1012);
  });
});

describe("a password", () => {
  it("that is changed ends every session but the one it is changed in", async () => {
    const person = await addPerson("tech");
    const [own, others] = [await sessionOf(person), [await sessionOf(person), await sessionOf(person)]];
    const input = { current: PASSWORD, next: "a quite different password" };
    const { data } = await answerOf<{ endedSessions: number }>(await ask("users.changePassword", input, own));
    expect(data).toEqual({ endedSessions: 2 });
    expect(await statusOf(own)).toBe(200);
    for (const session of others) expect(await statusOf(session)).toBe(401);
    expect((await signIn(person)).status).toBe(401);
    expect((await signIn({ ...person, password: input.next })).status).toBe(200);
  });

  it("is not changed without the present one, and trying runs into a limit", async () => {
    const person = await addPerson("tech");
    const tries = await Promise.all(
      Array.from({ length: 14 }, () =>
        ask("users.changePassword", { current: "wrong", next: "something else entirely" }, bearer(person.token)),
      ),
    );
    const answers = await Promise.all(tries.map((response) => answerOf(response)));
    const reasons = answers.map(({ error }) => error.data.reason);
    expect(reasons.filter((reason) => reason === "WRONG_PASSWORD")).toHaveLength(10);
    expect(reasons.filter((reason) => reason === "RATE_LIMITED")).toHaveLength(4);
    expect(answers.every(({ error }) => error.data.reason !== "RATE_LIMITED" || error.data.details?.retryAfterMs)).toBe(
      true,
    );
    expect((await signIn(person)).status).toBe(200);
  });

  it("that an administrator resets ends every session and the old password", async () => {
    const person = await addPerson("tech");
    const session = await sessionOf(person);
    const { data } = await mutate<{ password: string }>("users.resetPassword", { id: person.id });
    expect(await statusOf(session)).toBe(401);
    expect((await signIn(person)).status).toBe(401);
    expect((await signIn({ ...person, password: data.password })).status).toBe(200);
  });
});

describe("one's own sessions", () => {
  it("end one by one and all but this, and nobody ends another's", async () => {
    const [person, stranger] = [await addPerson("tech"), await addPerson("admin")];
    const [own, second, third] = [await sessionOf(person), await sessionOf(person), await sessionOf(person)];
    const { data } = await answerOf<{ items: { id: string; isCurrent: boolean }[] }>(
      await ask("users.sessions.list", undefined, second),
    );
    expect(data.items).toHaveLength(3);
    const id = data.items.find(({ isCurrent }) => isCurrent)?.id;
    expect((await ask("users.sessions.end", { id }, await sessionOf(stranger))).status).toBe(404);
    expect((await ask("users.sessions.end", { id }, bearer(person.token))).status).toBe(403);
    expect(await statusOf(second)).toBe(200);
    expect((await ask("users.sessions.end", { id }, own)).status).toBe(200);
    expect([await statusOf(second), await statusOf(third)]).toEqual([401, 200]);
    const ended = await answerOf(await ask("users.sessions.endOthers", {}, own));
    expect(ended.data).toEqual({ ended: 1 });
    expect([await statusOf(own), await statusOf(third)]).toEqual([200, 401]);
  });

  it("end with their sockets when signing out", async () => {
    const person = await addPerson("tech");
    const session = await sessionOf(person);
    const socket = await watch<FeedFrame>("/live/feed", session);
    await sendAsNobody("/auth/sign-out", { method: "POST", headers: session });
    expect((await socket.end())?.code).toBe(1012);
  });
});

describe("a token", () => {
  it("makes none that outlives it, and takes those it made with it", async () => {
    const person = await addPerson("operator");
    const session = await sessionOf(person);
    const make = async (headers: Record<string, string>, input: object) =>
      (await answerOf<Made>(await ask("users.tokens.create", { name: "Script", ...input }, headers))).data;
    const parent = await make(session, { expiresInMs: 3_600_000 });
    const child = await make(bearer(parent.token), { role: "tech" });
    const grandchild = await make(bearer(child.token), {});
    const other = await make(session, {});
    expect([child.expiresAt, grandchild.expiresAt]).toEqual([parent.expiresAt, parent.expiresAt]);

    expect((await ask("users.tokens.revoke", { id: parent.id }, bearer(child.token))).status).toBe(404);
    expect((await ask("users.tokens.revoke", { id: other.id }, bearer(parent.token))).status).toBe(404);
    expect((await ask("users.tokens.revoke", { id: parent.id }, session)).status).toBe(200);
    const statuses = await Promise.all([parent, child, grandchild, other].map(({ token }) => statusOf(bearer(token))));
    expect(statuses).toEqual([401, 401, 401, 200]);
  });

  it("is revoked at once, by its owner alone, with its sockets", async () => {
    const [person, stranger] = [await addPerson("tech"), await addPerson("admin")];
    const { data } = await callsOf(person.token).mutate<{ token: string; id: string }>("users.tokens.create", {
      name: "Script",
    });
    const socket = await watch<FeedFrame>("/live/feed", bearer(data.token));
    expect((await ask("users.tokens.revoke", { id: data.id }, bearer(stranger.token))).status).toBe(404);
    expect(await statusOf(bearer(data.token))).toBe(200);
    expect((await ask("users.tokens.revoke", { id: data.id }, bearer(person.token))).status).toBe(200);
    expect(await statusOf(bearer(data.token))).toBe(401);
    expect((await socket.end())?.code).toBe(1012);
  });

  it.each([
    ["one character more", (token: string) => `${token}A`],
    ["one character less", (token: string) => token.slice(0, -1)],
    ["another first character", (token: string) => token.replace(/^flp_./, "flp_!")],
    ["another case", (token: string) => token.toUpperCase()],
    ["no prefix", (token: string) => token.slice(4)],
  ])("with %s is none", async (_what, alter) => {
    const { token } = await addPerson("tech");
    expect(await statusOf(bearer(alter(token)))).toBe(401);
  });
});

describe("the last administrator", () => {
  /** Leaves exactly two administrators that are not disabled. */
  async function twoAdmins(): Promise<[Identity, Identity]> {
    const pair: [Identity, Identity] = [await addPerson("admin"), await addPerson("admin")];
    const { data } = await callsOf(pair[0].token).query<{ items: Identity[] }>("users.list", { limit: 100 });
    for (const { id, role } of data.items)
      if (role === "admin" && !pair.some((kept) => kept.id === id))
        await callsOf(pair[0].token).mutate("users.setRole", { id, role: "viewer" });
    return pair;
  }

  it.each([
    ["demote themselves", "users.setRole", (own: string, _other: string) => own],
    ["demote each other", "users.setRole", (_own: string, other: string) => other],
    ["disable themselves", "users.disable", (own: string, _other: string) => own],
    ["disable each other", "users.disable", (_own: string, other: string) => other],
  ])("stays, when two %s in the same moment", async (_what, path, whom) => {
    const [a, b] = await twoAdmins();
    const act = (by: Identity, id: string) => callsOf(by.token).mutate(path, { id, role: "tech" });
    await Promise.all([act(a, whom(a.id, b.id)), act(b, whom(b.id, a.id))]);
    const mine = await Promise.all([a, b].map(({ token }) => ask("users.list", undefined, bearer(token))));
    expect(mine.filter(({ status }) => status === 200)).toHaveLength(1);
    const left = mine[0]?.status === 200 ? a : b;
    for (const last of ["users.setRole", "users.disable"]) {
      const { error } = await callsOf(left.token).mutate(last, { id: left.id, role: "viewer" });
      expect(error.data).toMatchObject({ httpStatus: 409, reason: "LAST_ADMIN" });
    }
    expect(cookieOf(await signIn(left))).toContain("session_token");
  });
});

it("what a token did, the audit says of that token; what a session did, of none", async () => {
  const person = await addPerson("operator");
  const { data: made } = await callsOf(person.token).mutate<{ id: string }>("jobs.create", probeInput());
  await ask("jobs.cancel", { id: made.id }, await sessionOf(person));
  const { results } = await env.DB.prepare("SELECT id FROM tokens WHERE user_id = ?").bind(person.id).all();
  const told = await vi.waitUntil(async () => {
    const audit = env.DB.prepare("SELECT action, token_id FROM audit WHERE entity_id = ? ORDER BY at DESC").bind(
      made.id,
    );
    const rows = await audit.raw();
    return rows.length === 2 && rows;
  });
  expect(told).toEqual([
    ["job.cancel", null],
    ["job.create", results[0]?.id],
  ]);
});
