import type { Actor } from "@fieldline/domain/job";
import type { Database } from "./database.ts";
import { audit } from "./tables.ts";

export interface AuditEntry {
  id: string;
  at: number;
  actor: Actor;
  action:
    | "job.create"
    | "job.pause"
    | "job.resume"
    | "job.cancel"
    | "job.delete"
    | "job.retry"
    | "job.resubmit"
    | "job.setPriority"
    | "job.forceComplete"
    | "job.reassign"
    | "job.review"
    | "job.bulk"
    | "job.bulkAbort"
    | "job.share"
    | "share.revoke"
    | "config.set"
    | "user.invite"
    | "user.setRole"
    | "user.disable"
    | "user.enable"
    | "user.changePassword"
    | "user.resetPassword"
    | "session.start"
    | "session.end"
    | "token.create"
    | "token.revoke"
    | "device.enroll"
    | "device.update"
    | "device.revoke"
    | "enrollment.create"
    | "enrollment.revoke"
    | "group.create"
    | "group.update"
    | "group.delete"
    | "group.setMembers"
    | "template.create"
    | "template.update"
    | "template.delete"
    | "template.import"
    | "handler.create"
    | "handler.update"
    | "handler.delete"
    | "rollout.create"
    | "rollout.cancel"
    | "rollout.retryFailed"
    | "queue.create"
    | "queue.update"
    | "queue.delete"
    | "queue.pause"
    | "queue.resume"
    | "schedule.create"
    | "schedule.update"
    | "schedule.delete"
    | "schedule.setEnabled"
    | "schedule.runNow"
    | "schedule.skipNext"
    | "view.save"
    | "view.delete"
    | "doctor.repair";
  entityType:
    | "job"
    | "config"
    | "user"
    | "session"
    | "token"
    | "share"
    | "device"
    | "enrollment"
    | "group"
    | "template"
    | "handler"
    | "rollout"
    | "queue"
    | "schedule"
    | "bulk"
    | "view"
    | "doctor";
  entityId: string;
  before: unknown;
  after: unknown;
  reason: string | null;
  /** The network address that the request came from; null where nobody's request caused it. */
  address: string | null;
  requestId: string | null;
  /** The personal access token that it was done by; absent or null where by a session or by none. */
  tokenId?: string | null;
}

export function auditRow({ actor, ...entry }: AuditEntry): typeof audit.$inferInsert {
  return { ...entry, actorKind: actor.kind, actorId: actor.id, actorName: actor.name };
}

/** The statement that writes an entry; writing it again changes nothing. */
export function insertAudit(db: Database, entry: AuditEntry) {
  return db.insert(audit).values(auditRow(entry)).onConflictDoNothing();
}

export function entryOf({ actorKind, actorId, actorName, ...row }: typeof audit.$inferSelect): AuditEntry {
  return { ...row, actor: { kind: actorKind, id: actorId, name: actorName } } as AuditEntry;
}
