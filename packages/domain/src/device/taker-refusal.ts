import type { Job } from "../job/job.ts";
import type { Device } from "./device.ts";

type Taker = Pick<Device, "name" | "revokedAt" | "capabilities">;

/** Why a job cannot be this device's, in words; undefined where it can. */
export function takerRefusal(
  device: Taker | undefined,
  { kind, type }: Pick<Job, "kind" | "type">,
): { code: "DEVICE_NOT_FOUND" | "INVALID_INPUT"; message: string } | undefined {
  if (!device || device.revokedAt !== null)
    return {
      code: "DEVICE_NOT_FOUND",
      message: "There is no such device, or it was revoked. Choose one that is enrolled.",
    };
  const { kinds, types } = device.capabilities;
  const refused = (message: string) => ({ code: "INVALID_INPUT" as const, message });
  if (!kinds.includes(kind)) return refused(`${device.name} takes no ${kind}s. Choose another one.`);
  if (kind === "task" && types && !types.includes(type))
    return refused(`${device.name} has no handler for ${type}. Choose an agent that has.`);
  return undefined;
}
