import { errorOf } from "@fieldline/client/errors";
import type { ConfigKey } from "@fieldline/domain/config";
import type { FieldErrors } from "./section.ts";

/** What somebody else has stored meanwhile. */
export interface Conflict {
  version: number;
  value: unknown;
  /** The name, or the id of one who is gone. */
  updatedBy: string | null;
  updatedAt: number | null;
}

export interface Refusal {
  fields: FieldErrors;
  /** What belongs to no field. */
  rest: string[];
}

/** What was stored meanwhile, where that is why a setting was not saved. */
export function conflictOf(thrown: unknown): Conflict | undefined {
  const { reason, details } = errorOf(thrown);
  const { version, value, updatedBy, updatedAt } = details;
  if (reason !== "VERSION_MISMATCH" || typeof version !== "number") return undefined;
  return {
    version,
    value,
    updatedBy: typeof updatedBy === "string" ? updatedBy : null,
    updatedAt: typeof updatedAt === "number" ? updatedAt : null,
  };
}

/** Why a setting was not saved, each reason at its field's path within the value. */
export function refusalOf(thrown: unknown, key: ConfigKey): Refusal {
  const { message, issues } = errorOf(thrown);
  const fields: Record<string, string> = {};
  const rest: string[] = [];
  for (const issue of issues) {
    const path = issue.path.replace(/^value(\.|$)/, "").replace(new RegExp(`^${key}(\\.|$)`), "");
    fields[path] ??= issue.message;
  }
  if (issues.length === 0) rest.push(message);
  return { fields, rest };
}

/** What stands at a dotted path. */
function at(value: unknown, path: string): unknown {
  return path === ""
    ? value
    : path.split(".").reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], value);
}

/** The refused fields that are still as they were when they were refused. */
export function stillRefused(fields: FieldErrors, refused: unknown, present: unknown): FieldErrors {
  return Object.fromEntries(
    Object.entries(fields).filter(([path]) => JSON.stringify(at(refused, path)) === JSON.stringify(at(present, path))),
  );
}
