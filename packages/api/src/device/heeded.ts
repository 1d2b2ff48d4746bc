import { type ErrorReason, type Result, unwrap } from "@fieldline/domain/errors";
import type { ByDevice } from "../context.ts";

const NOT_ITS_JOB: readonly ErrorReason[] = ["JOB_NOT_FOUND", "FORBIDDEN", "JOB_ENDED", "STALE_ATTEMPT"];

/**
 * What a job answered its device. A device that is refused for a job that it does not hold is asked whether it may
 * still call at all, which counts: else one that was revoked, or asks job after job, would not be told so.
 */
export async function heeded<T>(ctx: ByDevice, answer: Result<T>): Promise<T> {
  if (!answer.ok && NOT_ITS_JOB.includes(answer.code)) unwrap(await ctx.devices.check(ctx.device.id));
  return unwrap(answer);
}
