import type { AuditEntry } from "@fieldline/db/audit";
import { countTargets } from "@fieldline/db/group-members";
import { unknownTargets } from "@fieldline/db/rollout-devices";
import { createRollout as insertRollout } from "@fieldline/db/rollouts";
import { DomainError } from "@fieldline/domain/errors";
import { retryInput } from "@fieldline/domain/job-terms";
import type { Rollout, RolloutTargets } from "@fieldline/domain/rollout";
import type { RolloutPlan } from "@fieldline/domain/rollout-plan";
import { NO_COUNTS } from "@fieldline/domain/rollout-progress";
import type { CreateRollout } from "@fieldline/domain/rollouts-input";
import { auditOf } from "../audit-entry.ts";
import type { SignedIn } from "../context.ts";
import { resolveTemplate } from "../jobs/resolve-command.ts";
import { takePlace } from "../rate-limit.ts";

const CREATIONS = { limit: 60, windowMs: 60_000 };

/** Rolls a template out over its targets. Throws TEMPLATE_NOT_FOUND, DEVICE_NOT_FOUND, GROUP_NOT_FOUND, INVALID_INPUT. */
export async function createRollout(ctx: SignedIn, input: CreateRollout): Promise<Rollout> {
  await takePlace(ctx, `rollout/${ctx.user.id}`, CREATIONS);
  const plan = await planOf(ctx, input);
  await refuseUnknown(ctx, input);
  await insertRollout(ctx.db, plan, creationOf(ctx, plan.rollout));
  return startedOrRow(ctx, plan);
}

/** The audit's entry of a new rollout. */
export function creationOf(ctx: SignedIn, rollout: Rollout): AuditEntry {
  return auditOf(ctx, {
    at: rollout.createdAt,
    action: "rollout.create",
    entityType: "rollout",
    entityId: rollout.id,
    after: {
      name: rollout.name,
      template: { slug: rollout.templateSlug, version: rollout.templateVersion },
      variables: rollout.variables,
      targets: auditedTargets(rollout.targets),
      mode: rollout.mode,
      rate: rollout.rate,
      abort: rollout.abort,
    },
    reason: rollout.notes,
  });
}

/** The rollout that an input makes, before its row stands. Throws TEMPLATE_NOT_FOUND, INVALID_INPUT. */
export async function planOf(ctx: SignedIn, input: CreateRollout): Promise<RolloutPlan> {
  const { templateId, variables, targets, mode, rate, abort, notes } = input;
  const resolved = await resolveTemplate(ctx, { templateId, variables });
  const { defaults, templateId: id, name, ...command } = resolved;
  const now = ctx.clock();
  const rollout: Rollout = {
    id: ctx.newId(),
    name: input.name || name,
    templateId: id,
    templateSlug: command.template.slug,
    templateVersion: command.template.version,
    variables: command.variables,
    targets: targets.all ? { all: true } : targets,
    mode,
    rate: rate ?? null,
    abort: abort ?? [],
    timeoutMs: input.timeoutMs ?? defaults.timeoutMs ?? null,
    retry: input.retry ?? (defaults.retry ? retryInput.parse(defaults.retry) : null),
    status: "running",
    statusReason: null,
    counts: NO_COUNTS,
    ratePerMinute: null,
    requesterId: ctx.user.id,
    requesterName: ctx.user.name,
    notes: notes || null,
    version: 0,
    createdAt: now,
    endedAt: null,
    updatedAt: now,
  };
  return { rollout, command, priority: defaults.priority ?? 5, queueTtlMs: defaults.queueTtlMs ?? null };
}

/** Throws DEVICE_NOT_FOUND, GROUP_NOT_FOUND, and INVALID_INPUT where no device is among the targets. */
export async function refuseUnknown(
  { db }: Pick<SignedIn, "db">,
  { targets, mode }: Pick<CreateRollout, "targets" | "mode">,
): Promise<void> {
  const unknown = await unknownTargets(db, targets);
  const issuesOf = (ids: string[], field: keyof RolloutTargets, message: string) =>
    ids.map((id) => ({ path: `targets.${field}.${(targets[field] as string[]).indexOf(id)}`, message }));
  if (unknown.deviceIds.length > 0) {
    const message = `${unknown.deviceIds.length} of the devices are not enrolled here, or were revoked. Leave them out.`;
    throw new DomainError("DEVICE_NOT_FOUND", message, {
      issues: issuesOf(unknown.deviceIds, "deviceIds", "There is no such device, or it was revoked."),
    });
  }
  if (unknown.groupIds.length > 0) {
    const message = "There is no such group. It may have been deleted; choose another one.";
    throw new DomainError("GROUP_NOT_FOUND", message, { issues: issuesOf(unknown.groupIds, "groupIds", message) });
  }
  if (mode === "snapshot" && (await countTargets(db, targets)) === 0) {
    const message = "No device is among these targets. Choose others, or roll out continuously.";
    throw new DomainError("INVALID_INPUT", message, { issues: [{ path: "targets", message }] });
  }
}

/** A thousand ids would not be read by anybody. */
function auditedTargets({ deviceIds, ...targets }: RolloutTargets) {
  return { ...targets, ...(deviceIds && { devices: deviceIds.length, deviceIds: deviceIds.slice(0, 20) }) };
}

/** The row stands already: an object that could not be started now is started by the sweeper. */
export async function startedOrRow(ctx: SignedIn, plan: RolloutPlan): Promise<Rollout> {
  try {
    return await ctx.rollouts.start(plan);
  } catch (error) {
    ctx.reportError(error);
    return plan.rollout;
  }
}
