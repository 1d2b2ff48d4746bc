import { ADMIN, addPerson, addToken, admin, type Identity } from "../../../test/identities.ts";
import { sessionOf } from "../../../test/sign-in.ts";
import { ask, bearer } from "./procedures.ts";

type Headers = Record<string, string>;

/** What each kind of caller may do, by the role that counts; `nobody` has no rights at all. */
export const CALLERS = {
  "nobody at all": { counts: "nobody", headers: async () => ({}) },
  "a viewer": { counts: "viewer", headers: () => asPerson("viewer") },
  "a technician": { counts: "tech", headers: () => asPerson("tech") },
  "an operator": { counts: "operator", headers: () => asPerson("operator") },
  "an administrator": { counts: "admin", headers: () => asPerson("admin") },
  "a technician by session": { counts: "tech", headers: async () => sessionOf(await addPerson("tech")) },
  "an operator by session": { counts: "operator", headers: async () => sessionOf(await addPerson("operator")) },
  "a disabled administrator": { counts: "nobody", headers: async () => (await disabled()).byToken },
  "a disabled administrator by session": { counts: "nobody", headers: async () => (await disabled()).bySession },
  "an administrator's expired token": { counts: "nobody", headers: expired },
  "an administrator's revoked token": { counts: "nobody", headers: revoked },
  "a token that nobody was given": { counts: "nobody", headers: async () => bearer(`flp_${"A".repeat(43)}`) },
  "an administrator's token of role viewer": { counts: "viewer", headers: () => tokenOf("admin", "viewer") },
  "an administrator's token of role operator": { counts: "operator", headers: () => tokenOf("admin", "operator") },
  "a viewer's token that says admin": { counts: "viewer", headers: () => tokenOf("viewer", "admin") },
  "an administrator who was made a technician": { counts: "tech", headers: demoted },
} as const satisfies Record<string, { counts: Identity["role"] | "nobody"; headers: () => Promise<Headers> }>;

async function asPerson(role: Identity["role"]): Promise<Headers> {
  return bearer((await addPerson(role)).token);
}

async function tokenOf(owner: Identity["role"], role: Identity["role"]): Promise<Headers> {
  return bearer(await addToken((await addPerson(owner)).id, { role }));
}

async function expired(): Promise<Headers> {
  return bearer(await addToken(ADMIN.id, { role: "admin", expiresAt: Date.now() - 1 }));
}

async function revoked(): Promise<Headers> {
  const headers = bearer((await addPerson("admin")).token);
  const { result } = await answer<{ items: { id: string }[] }>("users.tokens.list", undefined, headers);
  await answer("users.tokens.revoke", { id: result.data.items[0]?.id }, headers);
  return headers;
}

async function disabled(): Promise<{ byToken: Headers; bySession: Headers }> {
  const person = await addPerson("admin");
  const bySession = await sessionOf(person);
  await asAdmin("users.disable", { id: person.id });
  return { byToken: bearer(person.token), bySession };
}

async function demoted(): Promise<Headers> {
  const { id, token } = await addPerson("admin");
  await asAdmin("users.setRole", { id, role: "tech" });
  return bearer(token);
}

async function asAdmin(path: string, input: unknown): Promise<void> {
  await answer(path, input, bearer((await admin()).token));
}

async function answer<T>(path: string, input: unknown, headers: Headers): Promise<{ result: { data: T } }> {
  const response = await ask(path, input, headers);
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
