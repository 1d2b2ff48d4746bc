import type { AuditEntry } from "@fieldline/db/audit";
import type { LogEntry, Sample } from "@fieldline/domain/job";
import { isoTime, type Table } from "./format.ts";

export const SAMPLE_TABLE: Table<Sample> = {
  header: ["seq", "tick", "at", "time", "rttMs", "error"],
  cellsOf: ({ seq, tick, at, rttMs, error }) => [seq, tick, at, isoTime(at), rttMs, error],
};

export const LOG_TABLE: Table<LogEntry> = {
  header: ["seq", "at", "time", "attempt", "level", "kind", "status", "message", "actorKind", "actorId", "actorName"],
  cellsOf: ({ seq, at, attempt, level, kind, status, message, actor }) => [
    ...[seq, at, isoTime(at), attempt, level, kind, status, message],
    ...[actor.kind, actor.id, actor.name],
  ],
};

export const AUDIT_TABLE: Table<AuditEntry> = {
  header: [
    ...["id", "at", "time", "actorKind", "actorId", "actorName", "action", "entityType", "entityId"],
    ...["before", "after", "reason", "address", "requestId", "tokenId"],
  ],
  cellsOf: ({ id, at, actor, action, entityType, entityId, before, after, reason, address, requestId, tokenId }) => [
    ...[id, at, isoTime(at), actor.kind, actor.id, actor.name, action, entityType, entityId],
    ...[jsonOf(before), jsonOf(after), reason, address, requestId, tokenId ?? null],
  ],
};

function jsonOf(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
