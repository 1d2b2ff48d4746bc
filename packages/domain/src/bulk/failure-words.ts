import type { ErrorReason } from "../errors.ts";
import { isEnded, type Job, type JobStatus } from "../job/job.ts";
import type { BulkAction, BulkPlan } from "./bulk.ts";

/** What a bulk reads of a job before it acts. */
export type BulkJob = Pick<
  Job,
  "id" | "kind" | "type" | "requesterId" | "requesterName" | "version" | "status" | "priority" | "queue" | "assigneeId"
>;

export const NO_SUCH_JOB = "There is no such job. It may have been deleted.";

/** Says of a job that needs nothing done that this is so; undefined where there is something to do. */
export function alreadyWords({ action, priority, to }: BulkPlan, job: BulkJob): string | undefined {
  if (isEnded(job.status)) return undefined;
  if (action === "setPriority" && job.priority === priority) return `It has priority ${priority} already.`;
  if (action !== "reassign" || !to) return undefined;
  if ("queue" in to)
    return job.status === "queued" && job.queue === to.queue ? `It waits in ${to.queue} already.` : undefined;
  return job.status === "assigned" && job.assigneeId === to.device.id
    ? `It is ${to.device.name}'s already.`
    : undefined;
}

interface Refused {
  code: ErrorReason;
  message: string;
  details: Record<string, unknown>;
}

/** The statuses in which a job is as the action would have it. */
const AS_WISHED: Partial<Record<BulkAction, readonly JobStatus[]>> = {
  cancel: ["cancelled"],
  pause: ["paused"],
  resume: ["running"],
  retry: ["scheduled", "blocked", "queued", "assigned", "running"],
};

/** Why a job was left as it is, for a list of many: what its own page says at length, told in a line. */
export function failureWords(action: BulkAction, { code, message, details }: Refused): string {
  if (code === "JOB_NOT_FOUND") return NO_SUCH_JOB;
  const status = typeof details.status === "string" ? (details.status as JobStatus) : undefined;
  if (!status || (code !== "JOB_ENDED" && code !== "ILLEGAL_TRANSITION" && code !== "JOB_NOT_ENDED")) return message;
  const words = status.replace("_", " ");
  if (AS_WISHED[action]?.includes(status)) return `It is ${words} already.`;
  if (code === "JOB_ENDED") return `It has ended already: it is ${words}.`;
  if (code === "JOB_NOT_ENDED") return `It has not ended: it is ${words}. Cancel it first.`;
  return message;
}
