import type { AuditEntry } from "@fieldline/db/audit";
import { listJobAudit } from "@fieldline/db/list-audit";
import type { Context } from "../context.ts";

/** What was done to a job, for whoever may read it: without where each came from. */
export async function readJobAudit(
  ctx: Pick<Context, "db">,
  input: { id: string; limit: number; cursor?: string | null | undefined },
) {
  const { items, nextCursor } = await listJobAudit(ctx.db, input);
  return { items: items.map(withoutRequest), nextCursor };
}

function withoutRequest(entry: AuditEntry): AuditEntry {
  return { ...entry, address: null, requestId: null, tokenId: null };
}
