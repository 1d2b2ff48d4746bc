import { beforeAll, describe, expect, it } from "vitest";
import { ORIGIN, sendAsNobody } from "../../../test/call.ts";
import { addPerson, type Identity } from "../../../test/identities.ts";
import { expectRefusal } from "../../../test/refusal.ts";
import { newAddress, sessionOf, signIn } from "../../../test/sign-in.ts";
import { stored } from "../../../test/stored.ts";

let person: Identity;
beforeAll(async () => {
  person = await addPerson("operator");
});

const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
  sendAsNobody(path, {
    method: "POST",
    headers: { "content-type": "application/json", origin: ORIGIN, "cf-connecting-ip": newAddress(), ...headers },
    body,
  });

describe("a sign-in", () => {
  it.each([
    ["nothing", ""],
    ["half a JSON", '{"email":'],
    ["a list", "[]"],
    ["a list of two", '["a@example.net","a long password"]'],
    ["null", "null"],
    ["a text", '"admin"'],
    ["no password", '{"email":"a@example.net"}'],
    ["no e-mail", '{"password":"a long password"}'],
    ["objects", '{"email":{"$ne":null},"password":{"$gt":""}}'],
    ["lists for texts", '{"email":["a@example.net"],"password":["a long password"]}'],
    ["SQL", JSON.stringify({ email: "' OR 1=1 --", password: "' OR 1=1 --" })],
    ["SQL in an e-mail's form", JSON.stringify({ email: "a'or'1'='1@example.net", password: "x' OR 'a'='a" })],
    ["letters of the world", JSON.stringify({ email: "grüße@exämple.net", password: "пароль 密码 🔑" })],
    ["half a character", JSON.stringify({ email: "a@example.net", password: "\ud800 half" })],
    ["control characters", JSON.stringify({ email: "a@example.net\r\nx: y", password: "\u0000\u0000" })],
    ["a long e-mail", JSON.stringify({ email: `${"a".repeat(5_000)}@example.net`, password: "a long password" })],
    ["a long password", JSON.stringify({ email: "a@example.net", password: "x".repeat(100_000) })],
    ["what every object inherits", '{"__proto__":{"email":"a@example.net","password":"a long password"}}'],
  ])("with %s is refused in the house's shape", async (_what, body) => {
    const response = await post("/auth/sign-in/email", body);
    expect(response.headers.getSetCookie()).toEqual([]);
    expect((await expectRefusal(response)).data).toMatchObject({ httpStatus: 401, reason: "UNAUTHENTICATED" });
  });

  it("of 300 kB is refused before it is read", async () => {
    const body = JSON.stringify({ email: person.email, password: "x".repeat(300_000) });
    expect((await expectRefusal(await post("/auth/sign-in/email", body))).data.httpStatus).toBe(413);
  });

  it("tells no difference between an unknown e-mail and a wrong password", async () => {
    const [unknown, wrong] = [
      await signIn({ email: "nobody@example.net", password: "not the password" }),
      await signIn({ email: person.email, password: "not the password" }),
    ];
    expect(unknown.status).toBe(wrong.status);
    expect(await unknown.text()).toBe(await wrong.text());
    const names = (response: Response) => [...response.headers.keys()].sort();
    expect(names(unknown)).toEqual(names(wrong));
  });

  it("takes an e-mail in any case and with spaces around it", async () => {
    expect((await signIn({ email: `  ${person.email.toUpperCase()} ` })).status).toBe(200);
  });
});

const CLOSED = [
  "sign-up/email",
  "sign-in/social",
  "sign-in/username",
  "sign-in/email/",
  "sign-in/email/x",
  "change-password",
  "change-email",
  "set-password",
  "update-user",
  "delete-user",
  "get-session",
  "list-sessions",
  "revoke-session",
  "revoke-sessions",
  "revoke-other-sessions",
  "update-session",
  "request-password-reset",
  "forget-password",
  "reset-password",
  "reset-password/token",
  "verify-email",
  "send-verification-email",
  "verify-password",
  "callback/google",
  "link-social",
  "list-accounts",
  "unlink-account",
  "get-access-token",
  "refresh-token",
  "account-info",
  "error",
  "ok",
  "",
  "../auth/sign-up/email",
  "sign-in%2Femail/../sign-up/email",
  "./sign-up/email",
];

describe("of the sign-in library", () => {
  it("no other path answers, by session or without, and nothing changes", async () => {
    const headers = await sessionOf(person);
    const body = JSON.stringify({
      email: "new@example.net",
      password: "a long password",
      newPassword: "another long password",
      currentPassword: "a long enough password",
      name: "New",
      role: "admin",
      token: "x",
    });
    const before = await stored();
    for (const path of CLOSED)
      for (const sent of [{}, headers]) {
        const response = await post(`/auth/${path}`, body, sent);
        expect([path, response.status]).toEqual([path, 404]);
        expect(response.headers.getSetCookie()).toEqual([]);
        const read = await sendAsNobody(`/auth/${path}`, { headers: sent });
        expect(read.headers.get("content-type") ?? "", path).not.toContain("application/json");
        expect(read.headers.getSetCookie()).toEqual([]);
      }
    expect(await stored()).toEqual(before);
  });
});
