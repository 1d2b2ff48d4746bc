import type { Job } from "@fieldline/domain/job";
import type { Action } from "@fieldline/domain/permissions";
import type { Call, FleetCase, Prepared } from "./fleet-cases.ts";

const task = async (call: Call, changes: object = {}): Promise<Prepared & { entityId: string }> => {
  const { id } = (await call<Job>("jobs.create", { kind: "task", type: "audited.task" })).data;
  return { input: { id, ...changes }, entityId: id };
};

async function ended(call: Call, changes: object): Promise<Prepared> {
  const prepared = await task(call, changes);
  await call("jobs.cancel", { id: prepared.entityId });
  return prepared;
}

/** What a person does to a task, each with its audit entry. */
export const TASK_CASES: Partial<Record<Action, FleetCase>> = {
  "jobs.setPriority": {
    action: "job.setPriority",
    entityType: "job",
    prepare: (call) => task(call, { priority: 1, reason: "A customer waits" }),
    reason: "A customer waits",
  },
  "jobs.reassign": {
    action: "job.reassign",
    entityType: "job",
    prepare: (call) => task(call, { queue: "batch", reason: "No hurry" }),
    reason: "No hurry",
  },
  "jobs.resubmit": {
    action: "job.resubmit",
    entityType: "job",
    prepare: (call) => ended(call, { reason: "It was needed after all" }),
    reason: "It was needed after all",
  },
  "jobs.forceComplete": {
    action: "job.forceComplete",
    entityType: "job",
    prepare: (call) => task(call, { reason: "Done by phone" }),
    reason: "Done by phone",
  },
};
