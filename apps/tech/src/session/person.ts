import { errorOf } from "@fieldline/client/errors";
import { signOut } from "@fieldline/client/session";
import type { Access } from "@fieldline/domain/refusal";
import { ROLES } from "@fieldline/domain/roles";
import { createSignal } from "solid-js";
import { forget, isRecord, keep, kept } from "../kept.ts";
import { startOver } from "../route.ts";
import { server } from "../server.ts";

/** Who is signed in, as far as this phone needs to know. */
export interface Person extends Access {
  name: string;
  email: string;
}

/**
 * `unknown` until the server has answered a phone that knows nobody; `in` with the last known person, in a dead spot
 * too; `lost` when the server no longer knows the session of the person that this phone knows.
 */
export type Session = "unknown" | "in" | "lost" | "out";

const KEY = "me";
const OWN = "own.";
const [me, setMe] = createSignal<Person | null>(kept(KEY, isPerson), {
  equals: (a, b) => JSON.stringify(a) === JSON.stringify(b),
});
const [session, setSession] = createSignal<Session>(me() ? "in" : "unknown");
let confirmations = 0;

export { me, session };

/** Where what belongs to one person alone is kept. */
export function ownKey(personId: string, key: string): string {
  return `${OWN}${personId}.${key}`;
}

/** Asks the server who is signed in. Throws what the server says where it is nobody, or nobody can be asked. */
export async function confirmPerson(): Promise<Person> {
  const { id, name, email, role, seesOthers } = await server.users.me.query();
  const person = { id, name, email, role, seesOthers };
  const before = me();
  confirmations += 1;
  keep(KEY, person);
  forget((key) => key.startsWith(OWN) && !key.startsWith(ownKey(id, "")));
  if (before && before.id !== id) {
    // Nothing that a page holds in memory may pass from one person to another.
    startOver("start");
    return person;
  }
  setMe(person);
  setSession("in");
  return person;
}

/** Finds out whether the session still holds. That the server cannot be reached says nothing about it. */
export async function checkSession(): Promise<void> {
  const confirmedBefore = confirmations;
  try {
    await confirmPerson();
  } catch (thrown) {
    if (confirmations !== confirmedBefore) return;
    if (errorOf(thrown).reason === "UNAUTHENTICATED") setSession(me() ? "lost" : "out");
    else if (session() === "unknown") setSession("out");
  }
}

/** Whether a failed call means that the session is gone; then the sign-in follows, and nothing else needs saying. */
export function heedSignOut(thrown: unknown): boolean {
  if (errorOf(thrown).reason !== "UNAUTHENTICATED") return false;
  if (session() === "in") void checkSession();
  return true;
}

/** Signs out here and takes from this phone what is only this person's. Starts that wait stay, under their name. */
export async function leave(): Promise<void> {
  try {
    await signOut();
  } catch (thrown) {
    if (errorOf(thrown).reason !== "UNAUTHENTICATED") throw thrown;
  }
  setMe(null);
  forget((key) => key === KEY || key.startsWith(OWN));
  setSession("out");
  startOver("sign-in");
}

/**
 * Asks again who is signed in whenever the page is looked at or the network is back, and starts anew when another tab
 * has signed somebody in or out; returns how to stop.
 */
export function keepChecking(): () => void {
  const stop = new AbortController();
  const check = () => {
    if (document.visibilityState === "visible") void checkSession();
  };
  const follow = () => {
    if (kept(KEY, isPerson)?.id !== me()?.id) location.reload();
  };
  addEventListener("storage", follow, { signal: stop.signal });
  addEventListener("online", check, { signal: stop.signal });
  document.addEventListener("visibilitychange", check, { signal: stop.signal });
  check();
  return () => stop.abort();
}

function isPerson(value: unknown): value is Person {
  return (
    isRecord(value) &&
    [value.id, value.name, value.email].every((text) => typeof text === "string") &&
    ROLES.some((role) => role === value.role) &&
    typeof value.seesOthers === "boolean"
  );
}
