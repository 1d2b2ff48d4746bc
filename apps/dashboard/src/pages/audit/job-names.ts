import type { AuditEntry } from "../../audit/audit-entry.ts";

/** The names of the jobs whose creation is among the entries, by id. */
export function jobNamesIn(entries: readonly AuditEntry[]): [id: string, name: string][] {
  return entries.flatMap(({ action, entityId, after }) => {
    const name = action === "job.create" ? (after as { name?: unknown } | null)?.name : undefined;
    return typeof name === "string" ? [[entityId, name]] : [];
  });
}
