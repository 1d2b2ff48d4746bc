import { z } from "zod";
import { taskJsonInput } from "./create-task.ts";
import { priorityInput } from "./job-terms.ts";
import { jobId } from "./list-jobs.ts";

const reasonWords = "Say why, in 1 to 500 characters.";
const reason = z.string(reasonWords).trim().min(1, reasonWords).max(500, reasonWords);
const optionalReason = z.string().trim().max(500, "A reason has at most 500 characters.").optional();
export const cancelJobInput = z.object({
  id: jobId,
  reason: optionalReason,
  /** `follow`: each job that waits for it goes by its own rule. `cancel`: they are cancelled with it, and what waits for those. */
  dependents: z
    .enum(["follow", "cancel"], "dependents is follow or cancel: what becomes of the jobs that wait for this one.")
    .default("follow"),
});
export const setPriorityInput = z.object({ id: jobId, priority: priorityInput, reason: optionalReason });
export const resubmitInput = z.object({ id: jobId, reason });
export const forceCompleteInput = z.object({ id: jobId, reason, result: taskJsonInput.optional() });
export const reassignInput = z
  .object({
    id: jobId,
    deviceId: z.uuid("A device's id is a UUID.").toLowerCase().optional(),
    queue: z.string("A queue is named by its name.").min(1).max(100).optional(),
    reason,
  })
  .refine(({ deviceId, queue }) => (deviceId === undefined) !== (queue === undefined), {
    path: ["deviceId"],
    message: "Give either the device that is to have it, or the queue in which it is to wait.",
  });
