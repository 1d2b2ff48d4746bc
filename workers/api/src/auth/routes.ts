import { openDatabase } from "@fieldline/db/database";
import { findSignInState } from "@fieldline/db/passwords";
import { networkOf } from "@fieldline/domain/network";
import { signInInput } from "@fieldline/domain/people";
import { type Context, Hono } from "hono";
import { addressOf } from "../address.ts";
import { closeSocketsOf } from "../close-sockets.ts";
import type { Env } from "../env.ts";
import { refusal } from "../refusal.ts";
import { ADDRESS_HEADER, authOf } from "./auth.ts";
import { ensureFirstAdmin } from "./first-admin.ts";
import { takeSignIn } from "./limits.ts";

type Bound = { Bindings: Env };

const FAILED = "This e-mail and password do not belong together. Check both and try again.";

/** Signing in and out. Of the library's own paths these two are all that can be reached. */
export const authRoutes = new Hono<Bound>().post("/sign-in/email", signIn).post("/sign-out", signOut);

async function signIn(c: Context<Bound>): Promise<Response> {
  const input = signInInput.safeParse(await c.req.json().catch(() => undefined));
  if (!input.success) return refusal(c, 401, "UNAUTHENTICATED", FAILED);
  await ensureFirstAdmin(c.env);
  const address = addressOf(c.req.raw);
  const from = address === null ? "unknown" : networkOf(address);
  const taken = await takeSignIn(c.env, { email: input.data.email, from });
  if (!taken.ok) {
    const minutes = Math.ceil(taken.retryAfterMs / 60_000);
    c.header("retry-after", String(Math.ceil(taken.retryAfterMs / 1_000)));
    return refusal(c, 429, "RATE_LIMITED", `Too many refused sign-ins. Try again in ${minutes} min.`, {
      retryAfterMs: taken.retryAfterMs,
    });
  }
  const db = openDatabase(c.env.DB);
  const before = await findSignInState(db, input.data.email);
  const answer = await ask(c, "/auth/sign-in/email", input.data).catch(async (error) => {
    // What went wrong on our side is nobody's refused try.
    await taken.giveBack();
    throw error;
  });
  if (answer.status === 403) {
    return refusal(c, 401, "UNAUTHENTICATED", "This account is disabled. Ask an administrator.");
  }
  if (answer.status === 401) return refusal(c, 401, "UNAUTHENTICATED", FAILED);
  if (!answer.ok) throw new Error(`The sign-in answered ${answer.status}.`);
  // A password that was changed, or an account that was shut, while the old password was being looked at.
  if ((await findSignInState(db, input.data.email)) !== before) {
    const cookie = answer.headers.getSetCookie().map((each) => each.split(";")[0]);
    await ask(c, "/auth/sign-out", {}, cookie.join("; "));
    return refusal(c, 401, "UNAUTHENTICATED", FAILED);
  }
  await taken.giveBack();
  const { user } = (await answer.json()) as { user: { id: string; name: string; email: string } };
  for (const cookie of answer.headers.getSetCookie()) c.header("set-cookie", cookie, { append: true });
  return c.json({ user: { id: user.id, name: user.name, email: user.email } });
}

async function signOut(c: Context<Bound>): Promise<Response> {
  const session = await authOf(c.env, c.req.url).api.getSession({ headers: c.req.raw.headers });
  const answer = await ask(c, "/auth/sign-out", {});
  for (const cookie of answer.headers.getSetCookie()) c.header("set-cookie", cookie, { append: true });
  if (session) await closeSocketsOf(c.env, session.user.id);
  return c.json({ ok: true });
}

/** Asks the library with headers of our own: none of a client's can say where it comes from. */
function ask(c: Context<Bound>, path: string, body: object, cookie = c.req.header("cookie")): Promise<Response> {
  const headers = new Headers({ "content-type": "application/json" });
  if (cookie) headers.set("cookie", cookie.slice(0, 4_096));
  headers.set("user-agent", (c.req.header("user-agent") ?? "").slice(0, 300));
  const address = addressOf(c.req.raw);
  if (address) headers.set(ADDRESS_HEADER, address);
  const request = new Request(new URL(path, c.req.url), { method: "POST", headers, body: JSON.stringify(body) });
  return authOf(c.env, c.req.url).handler(request);
}
