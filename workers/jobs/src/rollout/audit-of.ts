import type { AuditEntry } from "@fieldline/db/audit";
import type { Caller } from "@fieldline/domain/caller";

type Told = Pick<AuditEntry, "action" | "before" | "after" | "reason">;

/** The audit's entry of what somebody did with a rollout. */
export function auditOf(
  { actor, request }: Caller,
  told: Told,
  { id, at, rolloutId }: { id: string; at: number; rolloutId: string },
): AuditEntry {
  return {
    id,
    at,
    actor,
    ...told,
    entityType: "rollout",
    entityId: rolloutId,
    address: request?.address ?? null,
    requestId: request?.id ?? null,
    tokenId: request?.tokenId ?? null,
  };
}
