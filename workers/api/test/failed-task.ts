import type { Assignment } from "@fieldline/domain/device";
import type { Job } from "@fieldline/domain/job";
import { v7 as uuidv7 } from "uuid";
import { callsOf, mutate } from "../../test/call.ts";
import { enrollDevice } from "../../test/device.ts";

/** Creates a task that no other agent takes. */
export async function aTask(input: object = {}): Promise<Job> {
  const { data, error } = await mutate<Job>("jobs.create", { kind: "task", type: `t.${uuidv7()}`, ...input });
  if (error) throw new Error(error.message);
  return data;
}

/** Has an agent take a task and report of it. */
async function report(task: Job, told: object): Promise<void> {
  const agent = await enrollDevice({ capabilities: { kinds: ["task"], types: [task.type] } });
  const calls = callsOf(agent.accessToken);
  const { data } = await calls.mutate<{ assignments: Assignment[] }>("device.next", {});
  const attempt = data.assignments[0]?.attempt;
  const { error } = await calls.mutate("device.report", { jobId: task.id, attempt, seq: 1, ...told });
  if (error) throw new Error(error.message);
}

/** Has a task end badly. */
export const failed = (task: Job) =>
  report(task, { status: "failed", error: { code: "NO_FEED", message: "The feed is away", retryable: false } });
