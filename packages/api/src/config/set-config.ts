import type { Setting } from "@fieldline/db/config";
import { CONFIG_SCHEMAS, type Config, type ConfigKey } from "@fieldline/domain/config";
import { DomainError } from "@fieldline/domain/errors";
import { auditOf } from "../audit-entry.ts";
import type { SignedIn } from "../context.ts";
import { issuesOf } from "../issues.ts";
import { staleVersion } from "./stale-version.ts";

interface Change {
  key: ConfigKey;
  value: unknown;
  /** The version that the caller changed; without it, whatever is there is replaced. */
  expectedVersion?: number | undefined;
}

/**
 * Stores one setting with its audit entry; throws INVALID_INPUT with the path of each error, and VERSION_MISMATCH
 * where somebody else was faster. A value that holds already is not stored again.
 */
export async function setConfig(ctx: SignedIn, { key, value, expectedVersion }: Change): Promise<Config[ConfigKey]> {
  const wanted = validOf(key, value);
  // Goes round again only where another change came between the look and the write.
  for (;;) {
    const present = await ctx.config.find(key);
    const { version } = present;
    if (expectedVersion !== undefined && expectedVersion !== version)
      throw staleVersion(present, { key, expectedVersion, userId: ctx.user.id });
    if (holds(present, wanted)) return wanted;
    const change = { before: present.value, after: wanted };
    const audit = auditOf(ctx, { action: "config.set", entityType: "config", entityId: key, ...change });
    if (!(await ctx.config.replace({ key, value: wanted, version, audit }))) continue;
    // A socket shows what its owner could see when it was opened.
    if (key === "access") await ctx.closeSocketsOf(null);
    return wanted;
  }
}

function validOf(key: ConfigKey, value: unknown): Config[ConfigKey] {
  const parsed = CONFIG_SCHEMAS[key].safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.flatMap((issue) => issuesOf({ ...issue, path: ["value", ...issue.path] }));
  const [first] = issues;
  throw new DomainError("INVALID_INPUT", `${key} was not saved. ${first?.path}: ${first?.message}`, { issues });
}

/** Both have been through the same schema, so equal values have their fields in the same order. */
function holds({ value, isDamaged }: Setting, wanted: Config[ConfigKey]): boolean {
  return !isDamaged && JSON.stringify(value) === JSON.stringify(wanted);
}
