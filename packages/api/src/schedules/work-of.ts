import { findTemplate } from "@fieldline/db/templates";
import { type CreateJob, createJobInput } from "@fieldline/domain/create-job";
import { DomainError } from "@fieldline/domain/errors";
import type { Job } from "@fieldline/domain/job";
import type { RolloutPlan } from "@fieldline/domain/rollout-plan";
import type { CreateRollout } from "@fieldline/domain/rollouts-input";
import type { Schedule } from "@fieldline/domain/schedule";
import type { Template } from "@fieldline/domain/template";
import type { SignedIn } from "../context.ts";
import { makeJob } from "../jobs/create-job.ts";
import { planOf, refuseUnknown } from "../rollouts/create-rollout.ts";
import { refuseIssues } from "../templates/refuse-issues.ts";
import { onSchedule } from "./fault-on-schedule.ts";

/** What a schedule runs, and for whom. */
export type Scheduled = Pick<
  Schedule,
  "id" | "name" | "templateId" | "variables" | "target" | "priority" | "timeoutMs" | "retry"
>;
export type Work = { job: Job } | { plan: RolloutPlan };

/**
 * The job or the rollout of a run that is due then, before its row stands, in the name of the context's user. Throws as
 * its creation would, with the paths of a schedule's fields.
 */
export async function workOf(ctx: SignedIn, schedule: Scheduled, dueAt: number): Promise<Work> {
  const template = await getTemplate(ctx, schedule.templateId);
  try {
    return schedule.target.kind === "rollout"
      ? await rolloutWork(ctx, schedule, template)
      : await jobWork(ctx, schedule, { template, dueAt });
  } catch (error) {
    throw error instanceof DomainError ? onSchedule(error, schedule, template) : error;
  }
}

async function getTemplate({ db }: Pick<SignedIn, "db">, id: string): Promise<Template> {
  const template = await findTemplate(db, id);
  if (template) return template;
  const message = "There is no such template. It may have been deleted; choose another one.";
  throw new DomainError("TEMPLATE_NOT_FOUND", message, { issues: [{ path: "templateId", message }] });
}

async function rolloutWork(ctx: SignedIn, schedule: Scheduled, template: Template): Promise<Work> {
  const { target, variables, timeoutMs, retry, name } = schedule;
  if (template.kind !== "command")
    throw wrongTarget(template, "is not rolled out over devices; choose a queue or an agent");
  const input: CreateRollout = {
    templateId: template.id,
    variables,
    targets: target.kind === "rollout" ? target.targets : {},
    mode: "snapshot",
    name,
    ...(timeoutMs !== null && { timeoutMs }),
    ...(retry && { retry }),
  };
  const plan = await planOf(ctx, input);
  await refuseUnknown(ctx, input);
  return { plan: schedule.priority === null ? plan : { ...plan, priority: schedule.priority } };
}

async function jobWork(
  ctx: SignedIn,
  schedule: Scheduled,
  { template, dueAt }: { template: Template; dueAt: number },
): Promise<Work> {
  const making = { id: ctx.newId(), requester: ctx.user, now: ctx.clock(), config: await ctx.config.read() };
  const job = await makeJob(ctx, inputOf(schedule, template, dueAt), making);
  return { job: { ...job, scheduleId: schedule.id } };
}

/** What `jobs.create` would be given. */
function inputOf(
  { id, name, variables, target, priority, timeoutMs, retry }: Scheduled,
  template: Template,
  dueAt: number,
): CreateJob {
  const terms = {
    templateId: template.id,
    variables,
    name,
    idempotencyKey: `schedule ${id} ${dueAt}`,
    ...(priority !== null && { priority }),
  };
  const ofAttempts = { ...(timeoutMs !== null && { timeoutMs }), ...(retry && { retry }) };
  const deviceId = "deviceId" in target ? target.deviceId : undefined;
  const queue = "queue" in target ? target.queue : undefined;
  switch (template.kind) {
    case "command":
      if (deviceId === undefined) throw wrongTarget(template, "runs on a device; choose one, or a rollout");
      return parsed({ kind: "command", deviceId, ...terms, ...ofAttempts });
    case "task":
      return parsed({ kind: "task", ...terms, ...ofAttempts, ...(deviceId ? { assigneeId: deviceId } : { queue }) });
    case "probe":
      return parsed({ kind: "probe", ...terms, ...(deviceId && { vantage: { kind: "device", deviceId } }) });
  }
}

function parsed(input: object): CreateJob {
  return createJobInput.parse(input);
}

function wrongTarget({ name }: Template, words: string): DomainError {
  return refuseIssues([{ path: "target", message: `${name} ${words}.` }]);
}
