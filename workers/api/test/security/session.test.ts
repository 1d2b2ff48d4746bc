import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { answerOf, ORIGIN, sendAsNobody } from "../../../test/call.ts";
import { addPerson, type Identity, PASSWORD } from "../../../test/identities.ts";
import { cookieOf, sessionOf, signatureOf, signIn } from "../../../test/sign-in.ts";
import { ask, bearer } from "./procedures.ts";
import { sendTo } from "./with-bindings.ts";

let person: Identity;
let other: Identity;
beforeAll(async () => {
  [person, other] = [await addPerson("tech"), await addPerson("operator")];
});

const me = async (headers: Record<string, string>) =>
  answerOf<{ id: string; role: string; seesOthers: boolean; via: string }>(await ask("users.me", undefined, headers));
const whoIs = async (cookie: string) => (await me({ cookie })).data?.id ?? null;

describe("a session's cookie", () => {
  it("can be read by no script and is not sent from other sites; in plain it is not marked secure", async () => {
    const response = await signIn(person);
    const cookies = response.headers.getSetCookie();
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatch(/^fieldline\.session_token=/);
    expect(cookies[0]).toMatch(/; HttpOnly/i);
    expect(cookies[0]).toMatch(/; SameSite=Lax/i);
    expect(cookies[0]).toMatch(/; Path=\/(;|$)/i);
    expect(cookies[0]).not.toMatch(/; (Secure|Domain=)/i);
    expect(await response.json()).toEqual({ user: { id: person.id, name: person.name, email: person.email } });
  });

  it.each([
    ["told an https origin", { FIELDLINE_ORIGIN: "https://fieldline.example.net" }],
    ["deployed, and told nothing", { FIELDLINE_LOCAL: "0" }],
  ])("goes over TLS alone where the server is %s", async (_what, bindings) => {
    const headers = { "content-type": "application/json", origin: "https://fieldline.example.net" };
    const body = JSON.stringify({ email: person.email, password: PASSWORD });
    const url = "https://fieldline.example.net/auth/sign-in/email";
    const response = await sendTo(bindings, url, { method: "POST", headers, body });
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()[0]).toMatch(/^__Secure-fieldline\.session_token=.*; Secure/i);
    const cookie = cookieOf(response);
    const known = await sendTo(bindings, "https://fieldline.example.net/trpc/users.me", { headers: { cookie } });
    expect(known.status).toBe(200);
    // The plain name is of no use there, nor the secure one elsewhere.
    const plain = cookie.replace("__Secure-", "");
    const unknown = await sendTo(bindings, "https://fieldline.example.net/trpc/users.me", {
      headers: { cookie: plain },
    });
    expect(unknown.status).toBe(401);
  });

  it("is worth nothing with any of its characters altered", async () => {
    const { cookie } = await sessionOf(person);
    expect(await whoIs(cookie)).toBe(person.id);
    const from = cookie.indexOf("=") + 1;
    // A signature's last character has bits that count for nothing, so the one before it stands for both.
    const last = cookie.indexOf("%3D", from) > 0 ? cookie.indexOf("%3D", from) : cookie.length;
    for (let at = from; at < last - 1; at += 3) {
      const character = cookie[at] === "A" ? "B" : "A";
      const altered = `${cookie.slice(0, at)}${character}${cookie.slice(at + 1)}`;
      if (decodable(altered)) expect(await whoIs(altered), altered).toBeNull();
    }
  });

  it("is worth nothing with its signature cut off, emptied, of another session or by another secret", async () => {
    const [{ cookie }, { cookie: second }] = [await sessionOf(person), await sessionOf(other)];
    const [name, value = ""] = cookie.split("=");
    const [token, signature] = decodeURIComponent(value).split(".");
    const [, otherSignature] = decodeURIComponent(second.split("=")[1] ?? "").split(".");
    const forged = await signatureOf(token ?? "", "a secret of somebody else, of more than thirty-two characters");
    for (const text of [token, `${token}.`, `${token}.${otherSignature}`, `${token}.${forged}`, `.${signature}`])
      expect(await whoIs(`${name}=${encodeURIComponent(text ?? "")}`), text).toBeNull();
    const truth = await signatureOf(token ?? "", "a secret of the tests, of more than thirty-two characters");
    expect(truth).toBe(signature);
  });

  it("that was planted before is not adopted: each sign-in makes its own", async () => {
    const { cookie: planted } = await sessionOf(other);
    const unknown = "fieldline.session_token=planted-by-somebody.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D";
    const made = new Set<string>();
    for (const cookie of [planted, unknown, unknown]) {
      const fresh = cookieOf(await signIn(person, { cookie }));
      expect(fresh).not.toBe(cookie);
      made.add(fresh);
      expect(await whoIs(fresh)).toBe(person.id);
      expect(await whoIs(cookie)).toBe(cookie === planted ? other.id : null);
    }
    expect(made.size).toBe(3);
  });

  it("is dead after the sign-out, and the other sessions are not", async () => {
    const [first, second] = [await sessionOf(person), await sessionOf(person)];
    const response = await sendAsNobody("/auth/sign-out", { method: "POST", headers: first });
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()[0]).toMatch(/^fieldline\.session_token=;.*Max-Age=0/i);
    expect(await whoIs(first.cookie)).toBeNull();
    expect(await whoIs(second.cookie)).toBe(person.id);
  });

  it("does not make up for a token that is not valid, nor a right token for a wrong cookie", async () => {
    const { cookie } = await sessionOf(other);
    for (const authorization of ["Bearer flp_wrong", "Bearer ", "Basic YTpi", `bearer  ${person.token} x`])
      expect((await me({ cookie, authorization })).status, authorization).toBe(401);
    expect((await me({ ...bearer(person.token), cookie })).data).toMatchObject({ id: person.id, via: "token" });
  });
});

describe("what a request says of itself", () => {
  const claims = { role: "admin", id: "x", seesOthers: true, userId: "x", user: { role: "admin" }, isAdmin: true };

  it.each(["role", "id", "x-role", "x-user-id", "x-fieldline-watcher", "x-fieldline-sees-others", "x-forwarded-user"])(
    "in the header %s changes nothing",
    async (name) => {
      const { data } = await me({ ...bearer(person.token), [name]: name.includes("id") ? other.id : "admin" });
      expect(data).toMatchObject({ id: person.id, role: "tech", seesOthers: false });
    },
  );

  it("in the body, the query or a cookie changes nothing", async () => {
    const headers = bearer(person.token);
    const query = `?role=admin&id=${other.id}&input=${encodeURIComponent(JSON.stringify(claims))}`;
    const { data } = await answerOf(await sendAsNobody(`/trpc/users.me${query}`, { headers }));
    expect(data).toMatchObject({ id: person.id, role: "tech", seesOthers: false });
    const cookie = `role=admin; fieldline.role=admin; user_id=${other.id}`;
    expect((await me({ ...headers, cookie })).data).toMatchObject({ id: person.id, role: "tech" });
    expect((await me({ cookie })).status).toBe(401);
    const body = JSON.stringify({ email: person.email, password: PASSWORD, ...claims });
    const signedIn = await sendAsNobody("/auth/sign-in/email", {
      method: "POST",
      headers: { "content-type": "application/json", origin: ORIGIN },
      body,
    });
    expect((await me({ cookie: cookieOf(signedIn) })).data).toMatchObject({ id: person.id, role: "tech" });
  });

  it("does not let a technician's mutation raise their own role", async () => {
    const inputs = { id: person.id, role: "admin", user: { role: "admin" }, __proto__: { role: "admin" } };
    for (const path of ["users.setRole", "users.invite", "users.enable"])
      expect((await ask(path, inputs, bearer(person.token))).status, path).toBe(403);
    const token = await ask("users.tokens.create", { name: "More", role: "operator" }, bearer(person.token));
    expect(token.status).toBe(403);
    expect((await me(bearer(person.token))).data.role).toBe("tech");
  });
});

function decodable(text: string): boolean {
  try {
    return decodeURIComponent(text) !== "";
  } catch {
    return false;
  }
}

it("a session in use is prolonged, and its cookie with it", async () => {
  const person = await addPerson("tech");
  const session = await sessionOf(person);
  await env.DB.prepare("UPDATE sessions SET updated_at = 0 WHERE user_id = ?").bind(person.id).run();
  const response = await ask("users.me", undefined, session);
  const [cookie = ""] = response.headers.getSetCookie();
  expect(cookie.split(";")[0]).toBe(session.cookie);
  expect(cookie).toMatch(/Max-Age=1209600; Path=\/; HttpOnly; SameSite=Lax$/);
  const left = await env.DB.prepare("SELECT expires_at FROM sessions WHERE user_id = ?")
    .bind(person.id)
    .first<number>("expires_at");
  expect((left ?? 0) - Date.now()).toBeGreaterThan(13 * 86_400_000);
});
