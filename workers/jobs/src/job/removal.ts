import type { Caller } from "@fieldline/domain/caller";
import type { Job } from "@fieldline/domain/job";
import type { OwedEffect } from "./outbox.ts";

/** What a job that goes owes: the audit's word of it, then its row. */
export function removalOf(
  { id, status }: Job,
  { actor, request }: Caller,
  { entryId, at }: { entryId: string; at: number },
): OwedEffect[] {
  const entry = {
    id: entryId,
    at,
    actor,
    action: "job.delete",
    entityType: "job",
    entityId: id,
    before: { status },
    after: null,
    reason: null,
    address: request?.address ?? null,
    requestId: request?.id ?? null,
    tokenId: request?.tokenId ?? null,
  } as const;
  return [
    { type: "audit", entry },
    { type: "remove", id },
  ];
}
