import type { Config } from "./config.ts";

const DAY_MS = 86_400_000;

/** What holds until an administrator says otherwise, and whenever the stored settings cannot be read. */
export const DEFAULT_CONFIG: Config = {
  limits: { jobsPerUserPerDay: 50, runningJobs: 100 },
  durationPresets: [
    { label: "1 min", ms: 60_000 },
    { label: "5 min", ms: 300_000 },
    { label: "10 min", ms: 600_000 },
    { label: "1 h", ms: 3_600_000 },
    { label: "24 h", ms: DAY_MS },
  ],
  cadencePresets: [
    { label: "1 s", ms: 1_000 },
    { label: "5 s", ms: 5_000 },
    { label: "10 s", ms: 10_000 },
    { label: "1 min", ms: 60_000 },
  ],
  retention: { endedJobsMs: 90 * DAY_MS },
  health: { intermittentLossPercent: 2, degradedLatencyMs: 150, degradedJitterMs: 30, offlineAfterLost: 3 },
};
