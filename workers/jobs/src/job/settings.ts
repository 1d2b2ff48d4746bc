import type { Config } from "@fieldline/domain/config";
import type { JobSettings } from "./job-store.ts";

/** What of the configuration a job keeps from its start to its end. */
export function settingsOf({ health, retention }: Config): JobSettings {
  return { health, retentionMs: retention.endedJobsMs };
}
