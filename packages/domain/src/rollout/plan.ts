import type { CommandSpec } from "../command/document.ts";
import type { Rollout } from "./rollout.ts";

/** All that a rollout is made of: what its devices run, beside what people see of it. */
export interface RolloutPlan {
  rollout: Rollout;
  command: Omit<CommandSpec, "deviceId" | "deviceName">;
  priority: number;
  /** How long an execution may wait for its device, in ms; null where it waits for good. */
  queueTtlMs: number | null;
}
