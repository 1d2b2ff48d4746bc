import { env } from "cloudflare:workers";
import { v7 as uuidv7 } from "uuid";
import { ORIGIN, sendAsNobody } from "./call.ts";
import { PASSWORD } from "./identities.ts";

let addresses = 0;

/** An address that nothing else of a test was sent from. */
export function newAddress(): string {
  addresses++;
  return `198.51.${addresses >> 8}.${addresses & 255}`;
}

/** Signs in as a page of this server does. */
export function signIn(
  { email, password = PASSWORD }: { email: string; password?: string },
  headers: Record<string, string> = {},
): Promise<Response> {
  return sendAsNobody("/auth/sign-in/email", {
    method: "POST",
    headers: { "content-type": "application/json", origin: ORIGIN, "cf-connecting-ip": newAddress(), ...headers },
    body: JSON.stringify({ email, password }),
  });
}

/** The cookie that an answer sets, in the form that a browser sends it back in. */
export function cookieOf(response: Response): string {
  const cookie = response.headers.getSetCookie().find((each) => each.includes("session_token="));
  if (!cookie) throw new Error(`The answer ${response.status} sets no session.`);
  return cookie.slice(0, cookie.indexOf(";"));
}

/** The headers of a page on which somebody has signed in; the session is put straight into the database. */
export async function sessionOf({ id: userId }: { id: string }): Promise<{ cookie: string; origin: string }> {
  const token = crypto.randomUUID().replaceAll("-", "");
  const now = Date.now();
  await env.DB.prepare(
    "INSERT INTO sessions (id, user_id, token, expires_at, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)",
  )
    .bind(uuidv7(), userId, token, now + 86_400_000, now, now)
    .run();
  const signature = await signatureOf(token, env.FIELDLINE_AUTH_SECRET ?? "");
  return { cookie: `fieldline.session_token=${encodeURIComponent(`${token}.${signature}`)}`, origin: ORIGIN };
}

/** What a session's cookie is signed with. */
export async function signatureOf(text: string, secret: string): Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["sign"]);
  return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(text)))));
}
