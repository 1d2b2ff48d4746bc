import { env } from "cloudflare:workers";
import { type AuditEntry, insertAudit } from "@fieldline/db/audit";
import { openDatabase } from "@fieldline/db/database";
import { v7 as uuidv7 } from "uuid";

const db = openDatabase(env.DB);

/** Writes entries that no procedure made; whatever is not in `changes` is nobody's change of a setting. */
export async function insertEntries(changes: Partial<AuditEntry>[]): Promise<AuditEntry[]> {
  const entries = changes.map((change): AuditEntry => {
    return {
      ...{
        id: uuidv7(),
        at: Date.now(),
        actor: { kind: "system", id: "system", name: "System" },
        action: "config.set",
      },
      ...{ entityType: "config", entityId: "limits", before: null, after: null, reason: null },
      ...{ address: null, requestId: null, tokenId: null },
      ...change,
    };
  });
  const [first, ...more] = entries.map((entry) => insertAudit(db, entry));
  if (first) await db.batch([first, ...more]);
  return entries;
}

/** As a list gives them: the newest first. */
export function newestFirst(entries: AuditEntry[]): AuditEntry[] {
  return entries.toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
}
