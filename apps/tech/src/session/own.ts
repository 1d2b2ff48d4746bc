import { keep, kept } from "../kept.ts";
import { me, ownKey } from "./person.ts";

/** Keeps a value on this phone for the person who is signed in, and for nobody else. */
export function keepOwn(key: string, value: unknown): void {
  const person = me();
  if (person) keep(ownKey(person.id, key), value);
}

/** What was kept under a key for the person who is signed in, if it still has the shape that is asked for. */
export function keptOwn<Value>(key: string, isValid: (value: unknown) => value is Value): Value | null {
  const person = me();
  return person && kept(ownKey(person.id, key), isValid);
}
