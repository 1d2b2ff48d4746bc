import type { AuditEntry } from "@fieldline/db/audit";
import { callerOf, type SignedIn } from "./context.ts";

type Told = Pick<AuditEntry, "action" | "entityType" | "entityId"> &
  Partial<Pick<AuditEntry, "at" | "before" | "after" | "reason">>;

/** The audit's entry of what this caller does now. */
export function auditOf(ctx: SignedIn, told: Told): AuditEntry {
  const { actor, request } = callerOf(ctx);
  return {
    id: ctx.newId(),
    at: ctx.clock(),
    actor,
    before: null,
    after: null,
    reason: null,
    ...told,
    address: request.address,
    requestId: request.id,
    tokenId: request.tokenId ?? null,
  };
}
