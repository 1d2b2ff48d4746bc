import { isRecord } from "../kept.ts";
import { keepOwn, keptOwn } from "../session/own.ts";
import { type Draft, EMPTY_DRAFT } from "./draft.ts";

/** A target that was measured from this phone, with what it was measured by. */
export type RecentTarget = Pick<Draft, "text" | "chosenKind" | "address" | "method" | "port">;

const KEY = "recent-targets";
const MOST = 5;

export function recentTargets(): RecentTarget[] {
  return keptOwn(KEY, isRecentTargets) ?? [];
}

/** Puts a target first among the recent ones. */
export function rememberTarget({ text, chosenKind, address, method, port }: Draft): RecentTarget[] {
  if (text.trim() === "") return recentTargets();
  // A device that was there this time need not be there the next.
  const again = method === "icmp" ? { method: EMPTY_DRAFT.method, port: EMPTY_DRAFT.port } : { method, port };
  const target: RecentTarget = { text: text.trim(), chosenKind, address: address.trim(), ...again };
  const others = recentTargets().filter((known) => known.text !== target.text);
  const targets = [target, ...others].slice(0, MOST);
  keepOwn(KEY, targets);
  return targets;
}

function isRecentTargets(value: unknown): value is RecentTarget[] {
  return (
    Array.isArray(value) &&
    value.every(
      (target) =>
        isRecord(target) &&
        ["text", "address", "method", "port"].every((key) => typeof target[key] === "string") &&
        target.method !== "icmp",
    )
  );
}
