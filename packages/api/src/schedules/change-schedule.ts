import type { AuditEntry } from "@fieldline/db/audit";
import type { StoredSchedule } from "@fieldline/db/schedule-row";
import {
  deleteSchedule as deleteRow,
  findSchedule,
  insertSchedule,
  MAX_SCHEDULES,
  presented,
  updateSchedule as updateRow,
} from "@fieldline/db/schedules";
import { findTemplate } from "@fieldline/db/templates";
import { DomainError } from "@fieldline/domain/errors";
import type { Schedule } from "@fieldline/domain/schedule";
import { nextRunAfter } from "@fieldline/domain/schedule-due";
import type { CreateSchedule, UpdateSchedule } from "@fieldline/domain/schedules-input";
import { auditOf } from "../audit-entry.ts";
import type { SignedIn } from "../context.ts";
import { changesOf } from "../devices/changes.ts";
import { refuseIssues } from "../templates/refuse-issues.ts";
import { refuseStale } from "../templates/stale-version.ts";
import { workOf } from "./work-of.ts";

const entityType = "schedule" as const;
const WORK = ["templateId", "variables", "target", "priority", "timeoutMs", "retry"] as const;
const TIMING = ["cron", "timeZone", "jitterMs"] as const;
const RULES = ["name", "overlap", "maxConcurrency", "catchUpMs", "isEnabled", "note"] as const;
const TOLD = [...RULES, ...TIMING, ...WORK, "ownerName"] as const;

/** Throws SCHEDULE_NOT_FOUND. */
export async function getSchedule({ db }: Pick<SignedIn, "db">, id: string): Promise<StoredSchedule> {
  const schedule = await findSchedule(db, id);
  if (schedule) return schedule;
  throw new DomainError("SCHEDULE_NOT_FOUND", "There is no such schedule. It may have been deleted.", { id });
}

/** Adds a schedule that its maker owns. Throws SCHEDULE_EXISTS, and as the creation of what it runs would. */
export async function createSchedule(ctx: SignedIn, input: CreateSchedule): Promise<Schedule> {
  const { enabled, note, target, templateId: named, ...rest } = input;
  const now = ctx.clock();
  const template = await findTemplate(ctx.db, named);
  const made: StoredSchedule = {
    ...rest,
    id: ctx.newId(),
    templateId: template?.id ?? named,
    templateSlug: template?.slug ?? "",
    templateName: template?.name ?? "",
    target: target ?? { kind: "queue", queue: template?.defaults.queue ?? "standard" },
    isEnabled: enabled,
    note: note || null,
    ...{ nextDueAt: null, nextAt: null, skippedBy: null, skipsNext: false },
    ...{ ownerId: ctx.user.id, ownerName: ctx.user.name },
    ...{ version: 1, createdAt: now, updatedAt: now },
  };
  await workOf(ctx, made, now);
  const schedule = timed(made, now);
  const audit = auditOf(ctx, {
    action: "schedule.create",
    entityType,
    entityId: made.id,
    after: Object.fromEntries(TOLD.map((field) => [field, schedule[field]])),
  });
  const outcome = await insertSchedule(ctx.db, { schedule, audit });
  if (outcome === "name-taken") throw nameTaken();
  if (outcome === "too-many")
    throw refuseIssues([
      { path: "name", message: `There are ${MAX_SCHEDULES} schedules. Delete some that nobody needs.` },
    ]);
  await rearm(ctx);
  return presented(ctx.db, schedule);
}

/**
 * Changes a schedule; whoever changes what it runs owns it from then on, since it runs in its owner's name. Throws
 * SCHEDULE_NOT_FOUND, SCHEDULE_EXISTS, VERSION_MISMATCH, and as what it runs would.
 */
export async function updateSchedule(ctx: SignedIn, { id, expectedVersion, ...wanted }: UpdateSchedule) {
  // Goes round again only where another change came between the look and the write.
  for (;;) {
    const before = await getSchedule(ctx, id);
    refuseStale(before, { expectedVersion, what: `The schedule ${before.name}` });
    const after = await changedBy(ctx, before, wanted);
    const changes = changesOf(before, after, TOLD);
    if (!changes) return presented(ctx.db, before);
    if (changesOf(before, after, WORK)) await workOf(ctx, after, ctx.clock());
    const audit = auditOf(ctx, { action: "schedule.update", entityType, entityId: id, ...changes });
    const changed = await written(ctx, { before, after, audit });
    if (changed) return changed;
  }
}

/** Switches a schedule on or off, with a note why. Throws SCHEDULE_NOT_FOUND. */
export async function setEnabled(ctx: SignedIn, { id, isEnabled, note }: Enabling): Promise<Schedule> {
  for (;;) {
    const before = await getSchedule(ctx, id);
    const after = await changedBy(ctx, before, { enabled: isEnabled, note: note ?? null });
    const changes = changesOf(before, after, ["isEnabled", "note"]);
    if (!changes) return presented(ctx.db, before);
    const told = { action: "schedule.setEnabled" as const, entityType, entityId: id, reason: note || null };
    const audit = auditOf(ctx, { ...told, before: changes.before, after: changes.after });
    const changed = await written(ctx, { before, after, audit });
    if (changed) return changed;
  }
}

/** Deletes a schedule; what it has started goes on. Throws SCHEDULE_NOT_FOUND. */
export async function deleteSchedule(ctx: SignedIn, input: { id: string }): Promise<{ id: string }> {
  const { id, name, cron, timeZone, templateSlug } = await getSchedule(ctx, input.id);
  const before = { name, cron, timeZone, template: templateSlug };
  const audit = auditOf(ctx, { action: "schedule.delete", entityType, entityId: id, before });
  // Who was slower finds it gone, as they wanted it.
  await deleteRow(ctx.db, { id, audit });
  return { id };
}

interface Enabling {
  id: string;
  isEnabled: boolean;
  note?: string | null | undefined;
}

interface Change {
  before: StoredSchedule;
  after: StoredSchedule;
  audit: AuditEntry;
}

/** The schedule as it is now; undefined where somebody else was faster. */
async function written(ctx: SignedIn, { before, after, audit }: Change): Promise<Schedule | undefined> {
  const outcome = await updateRow(ctx.db, { before, schedule: after, audit });
  if (outcome === "name-taken") throw nameTaken();
  if (outcome === "stale") return undefined;
  await rearm(ctx);
  return presented(ctx.db, after);
}

type Wanted = Omit<UpdateSchedule, "id" | "expectedVersion">;

async function changedBy(ctx: SignedIn, before: StoredSchedule, wanted: Wanted): Promise<StoredSchedule> {
  const { enabled, note, templateId: named, ...rest } = wanted;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const template = named === undefined ? undefined : await findTemplate(ctx.db, named);
  const after: StoredSchedule = {
    ...before,
    ...given,
    ...(named !== undefined && { templateId: template?.id ?? named }),
    ...(template && { templateSlug: template.slug, templateName: template.name }),
    ...(enabled !== undefined && { isEnabled: enabled }),
    ...(note !== undefined && { note: note || null }),
    version: before.version + 1,
    // Changes are told apart by it, also two within a millisecond.
    updatedAt: Math.max(ctx.clock(), before.updatedAt + 1),
  };
  const owned = changesOf(before, after, WORK) ? { ...after, ownerId: ctx.user.id, ownerName: ctx.user.name } : after;
  return changesOf(before, owned, [...TIMING, "isEnabled"]) ? timed(owned, ctx.clock()) : owned;
}

/** The schedule with its next run. Throws INVALID_INPUT where its pattern never comes. */
function timed(schedule: StoredSchedule, now: number): StoredSchedule {
  const next = nextRunAfter(schedule, now);
  if (!next)
    throw refuseIssues([{ path: "cron", message: `${schedule.cron} never comes. Choose days that there are.` }]);
  const { isEnabled } = schedule;
  const times = isEnabled ? { nextDueAt: next.dueAt, nextAt: next.at } : { nextDueAt: null, nextAt: null };
  return { ...schedule, ...times, skippedBy: null, skipsNext: false };
}

function nameTaken(): DomainError {
  const message = "Another schedule has this name. Choose another one.";
  return new DomainError("SCHEDULE_EXISTS", message, { issues: [{ path: "name", message }] });
}

/** The sweep finds what is due anyhow; this is for what is due before it. */
async function rearm({ scheduler, reportError }: SignedIn): Promise<void> {
  await scheduler.changed().catch(reportError);
}
