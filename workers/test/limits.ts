import type { Config } from "@fieldline/domain/config";
import { mutate } from "./call.ts";

/** Sets the limits in force from now on; what is not named gets out of the way. */
export async function setLimits(limits: Partial<Config["limits"]>): Promise<void> {
  const value = { jobsPerUserPerDay: 1_000_000, runningJobs: 1_000_000, ...limits };
  const { status } = await mutate("config.set", { key: "limits", value });
  if (status !== 200) throw new Error(`The limits ${JSON.stringify(value)} were not taken.`);
}
