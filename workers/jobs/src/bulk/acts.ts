import type { AuditEntry } from "@fieldline/db/audit";
import type { BulkAction, BulkPlan } from "@fieldline/domain/bulk";
import { alreadyWords, type BulkJob, failureWords } from "@fieldline/domain/bulk-failures";
import type { Doing } from "@fieldline/domain/lifecycle";
import { goneQueueWords } from "@fieldline/domain/queue";
import { takerRefusal } from "@fieldline/domain/taker-refusal";
import type { BulkWorld } from "./world.ts";

/** What the audit calls it where it is done with one job. */
export const AUDITED_AS: Record<BulkAction, AuditEntry["action"]> = {
  cancel: "job.cancel",
  pause: "job.pause",
  resume: "job.resume",
  retry: "job.retry",
  delete: "job.delete",
  setPriority: "job.setPriority",
  reassign: "job.reassign",
  review: "job.review",
};

/** Says why a job cannot be given to whom it is to be given; undefined where it can. */
export type TakerCheck = (job: BulkJob) => string | undefined;

/** The check of what is to have another place, or its own once more, by what is known of queues and devices now. */
export async function takerCheckOf({ action, to }: BulkPlan, world: BulkWorld): Promise<TakerCheck> {
  if (action === "retry") {
    const queues = await world.queueNames();
    return ({ kind, queue }) =>
      kind === "task" && queue !== null && !queues.has(queue) ? goneQueueWords(queue) : undefined;
  }
  if (!to) return () => undefined;
  if ("device" in to) {
    const device = await world.findDevice(to.device.id);
    return (job) => takerRefusal(device, job)?.message;
  }
  const isThere = (await world.queueNames()).has(to.queue);
  return ({ kind }) => {
    if (kind !== "task") return "Only a task waits in a queue.";
    return isThere ? undefined : `There is no queue ${to.queue} any more.`;
  };
}

/** Does what the plan says with one job; gives null where it was done, else why it was not. */
export async function actOn(
  job: BulkJob,
  { plan, world, checkTaker }: { plan: BulkPlan; world: BulkWorld; checkTaker: TakerCheck },
): Promise<string | null> {
  const refused = checkTaker(job) ?? alreadyWords(plan, job);
  if (refused !== undefined) return refused;
  if (job.version === 0) await world.startJob(job.id);
  const doing = doingOf(plan);
  const result = doing ? await world.control(job.id, doing) : await world.remove(job.id, plan.by);
  return result.ok ? null : failureWords(plan.action, result);
}

/** What a job is asked; null where it is to be removed, which is no change of it. */
function doingOf({ action, reason, priority, to, by }: BulkPlan): Doing | null {
  if (action === "pause" || action === "resume") return { type: action, ...by };
  if (action === "cancel" || action === "retry") return { type: action, reason, ...by };
  if (action === "setPriority" && priority !== null) return { type: action, priority, reason, ...by };
  if (action === "reassign" && to !== null) return { type: action, to, reason: reason ?? "", ...by };
  return null;
}
