import type { AuditEntry } from "../../audit/audit-entry.ts";

function nameIn(part: unknown): string | undefined {
  const name = (part as { name?: unknown } | null)?.name;
  return typeof name === "string" && name ? name : undefined;
}

/** The names that the entries tell, the newest first, by the id of what bears them. */
export function namesIn(entries: readonly AuditEntry[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { entityId, before, after } of entries) {
    const name = nameIn(after) ?? nameIn(before);
    if (name && !names.has(entityId)) names.set(entityId, name);
  }
  return names;
}
