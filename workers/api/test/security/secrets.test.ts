import { env } from "cloudflare:workers";
import type { Job } from "@fieldline/domain/job";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { answerOf, ORIGIN, sendAsNobody } from "../../../test/call.ts";
import { addPerson, admin } from "../../../test/identities.ts";
import { setLimits } from "../../../test/limits.ts";
import { probeInput } from "../../../test/probe-input.ts";
import { cookieOf, signIn } from "../../../test/sign-in.ts";
import { failingDatabase } from "./failing-database.ts";
import { ask, bearer, LATER } from "./procedures.ts";
import { sendTo } from "./with-bindings.ts";

const FIRST = "planted-Password-one";
const NEXT = "planted-Password-two";
const SHORT = "plant3d";
const METHODS = ["debug", "error", "info", "log", "trace", "warn"] as const;

let logged: string[];
beforeEach(async () => {
  logged = [];
  const keep = (...args: unknown[]) => {
    logged.push(args.map(textOf).join(" "));
  };
  for (const method of METHODS) vi.spyOn(console, method).mockImplementation(keep);
  await admin();
  await setLimits({});
});
afterEach(() => vi.restoreAllMocks());

/** All that a log would show of a value: an error's stack, its fields, and what caused it. */
function textOf(value: unknown): string {
  if (!(value instanceof Error)) return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  const fields = Object.getOwnPropertyNames(value).map((name) => textOf(value[name as keyof Error]));
  return [value.stack, ...fields].join("\n");
}

/** Everything in the database but where passwords, tokens and sessions are kept in. */
async function database(): Promise<string> {
  const tables = ["audit", "jobs", "users", "config", "alerts", "shares", "verifications"];
  const found = await env.DB.batch(tables.map((table) => env.DB.prepare(`SELECT * FROM ${table}`)));
  return JSON.stringify(found.map(({ results }) => results));
}

async function kept(sql: string, ...values: string[]): Promise<string> {
  return (
    (await env.DB.prepare(sql)
      .bind(...values)
      .first<string>("kept")) ?? ""
  );
}

describe("a secret", () => {
  it("that is typed, told or carried is found in no answer, log, audit entry or job afterwards", async () => {
    const administrator = bearer((await admin()).token);
    const email = "planted@example.net";
    const answers: string[] = [];
    const note = async (response: Response) => {
      answers.push(JSON.stringify([...response.headers].filter(([name]) => name !== "set-cookie")));
      const text = await response.text();
      answers.push(text);
      return text;
    };

    await note(await ask("users.invite", { email, name: "Pia", role: "operator", password: FIRST }, administrator));
    const signedIn = await signIn({ email, password: FIRST });
    const cookie = cookieOf(signedIn);
    await note(signedIn);
    const session = { cookie, origin: ORIGIN };
    await note(await signIn({ email, password: `${NEXT}-wrong` }));
    await note(await ask("users.me", undefined, session));
    await note(await ask("users.sessions.list", undefined, session));

    const created = await ask("users.tokens.create", { name: "Script", role: "operator" }, session);
    const { data } = await answerOf<{ token: string; id: string }>(created);
    const { token } = data;
    expect(token).toMatch(/^flp_.{40,}/);
    await note(await ask("users.tokens.list", undefined, session));
    await note(await ask("users.me", undefined, bearer(token)));

    const { data: job } = await answerOf<Job>(await ask("jobs.create", probeInput({ runAt: LATER }), bearer(token)));
    await note(await ask("jobs.cancel", { id: job.id, reason: "Over" }, bearer(token)));
    const shared = await answerOf<{ url: string }>(
      await ask("jobs.share", { id: job.id, expiresInMs: 86_400_000 }, bearer(token)),
    );
    const link = shared.data.url.split("/").at(-1) ?? "";
    for (const path of ["jobs.shares", "jobs.log", "jobs.audit"])
      await note(await ask(path, { id: job.id }, bearer(token)));
    await note(await ask("public.report", { token: link }));
    await note(await ask("public.report", { token: `${link}x` }));

    await note(await ask("users.changePassword", { current: FIRST, next: SHORT }, session));
    await note(await ask("users.changePassword", { current: `${NEXT}-no`, next: NEXT }, session));
    await note(await ask("users.changePassword", { current: FIRST, next: NEXT }, session));
    const { data: reset } = await answerOf<{ password: string }>(
      await ask(
        "users.resetPassword",
        { id: await kept("SELECT id AS kept FROM users WHERE email = ?", email) },
        administrator,
      ),
    );

    // What is misplaced is not told back either.
    await note(await sendAsNobody(`/trpc/jobs.list?token=${token}&password=${NEXT}`, { headers: bearer("flp_x") }));
    await note(await sendAsNobody(`/trpc/${token}`, { headers: administrator }));
    await note(await sendAsNobody(`/live/feed?token=${token}`, { headers: { upgrade: "websocket" } }));
    await note(await ask("users.setRole", { id: NEXT, role: FIRST, token }, administrator));
    await note(await ask("users.invite", { email: NEXT, name: "x", role: "tech", password: SHORT }, administrator));
    await note(
      await sendAsNobody("/trpc/users.changePassword", {
        method: "POST",
        headers: { ...session, "content-type": "application/json" },
        body: `{"current":"${FIRST}","next":"${NEXT}"`,
      }),
    );
    await note(await ask("audit.list", { limit: 100 }, administrator));
    await note(await ask("users.list", { limit: 100 }, administrator));
    await note(await ask("config.get", undefined, administrator));
    await note(await sendAsNobody("/healthz"));
    await note(await sendAsNobody("/api/v1/audit.ndjson", { headers: administrator }));

    const [cookieValue = ""] = decodeURIComponent(cookie.split("=")[1] ?? "").split(".");
    const secrets = {
      first: FIRST,
      next: NEXT,
      short: SHORT,
      reset: reset.password,
      token,
      link,
      session: cookieValue,
      server: env.FIELDLINE_AUTH_SECRET ?? "",
      tokenHash: await kept("SELECT hash AS kept FROM tokens WHERE id = ?", data.id),
      passwordHash: await kept(
        "SELECT password AS kept FROM accounts JOIN users ON users.id = user_id WHERE email = ?",
        email,
      ),
    };
    const told = answers.join("\n");
    const stored = await database();
    for (const [name, secret] of Object.entries(secrets)) {
      expect(secret.length, name).toBeGreaterThan(6);
      expect(stored.includes(secret), `${name} is in the database`).toBe(false);
      expect(logged.join("\n").includes(secret), `${name} is in the log`).toBe(false);
      // A report's address is made of nothing else that could be told.
      expect(told.includes(secret), `${name} is in an answer`).toBe(false);
    }
  });

  it.each(["sessions", "tokens", "users", "accounts", "INSERT INTO audit"])(
    "stays out of the log and the answer while the database fails at %s",
    async (what) => {
      const person = await addPerson("admin");
      const signedIn = await signIn(person);
      const cookie = cookieOf(signedIn);
      const [session = ""] = decodeURIComponent(cookie.split("=")[1] ?? "").split(".");
      const secrets = [
        person.token,
        session,
        NEXT,
        await kept("SELECT hash AS kept FROM tokens WHERE user_id = ?", person.id),
      ];
      const url = "http://127.0.0.1:8787";
      const json = { "content-type": "application/json", origin: url };
      const change = JSON.stringify({ current: "a long enough password", next: NEXT });
      const failing = { DB: failingDatabase(what) };
      const answers = [
        await sendTo(failing, `${url}/trpc/users.me`, { headers: { cookie } }),
        await sendTo(failing, `${url}/trpc/users.me`, { headers: bearer(person.token) }),
        await sendTo(failing, `${url}/live/feed`, { headers: { cookie, upgrade: "websocket", origin: url } }),
        await sendTo(failing, `${url}/trpc/users.changePassword`, {
          method: "POST",
          headers: { ...json, cookie },
          body: change,
        }),
        await sendTo(failing, `${url}/trpc/users.invite`, {
          method: "POST",
          headers: { ...json, ...bearer(person.token) },
          body: JSON.stringify({ email: "x@example.net", name: "X", role: "tech", password: NEXT }),
        }),
        await sendTo(failing, `${url}/auth/sign-in/email`, {
          method: "POST",
          headers: json,
          body: JSON.stringify({ email: person.email, password: NEXT }),
        }),
      ];
      const told = (await Promise.all(answers.map((answer) => answer.text()))).join("\n");
      expect(answers.some(({ status }) => status === 500)).toBe(true);
      expect(logged.join("\n")).toContain("The database is away");
      for (const secret of secrets) {
        expect(told).not.toContain(secret);
        expect(logged.join("\n")).not.toContain(secret);
      }
    },
  );
});
