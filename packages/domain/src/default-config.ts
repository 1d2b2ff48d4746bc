import type { Config } from "./config.ts";

const DAY_MS = 86_400_000;
const LOOPBACK = ["127.0.0.0/8", "::1"];
/** This network, link-local, metadata of clouds, multicast and broadcast: nothing that a probe in the field measures. */
const NEVER_A_TARGET = [
  "0.0.0.0/8",
  "::",
  "169.254.0.0/16",
  "fe80::/10",
  "100.100.100.200",
  "168.63.129.16",
  "192.0.0.192",
  "fd00:ec2::254",
  "fd20:ce::254",
  "224.0.0.0/4",
  "ff00::/8",
  "255.255.255.255",
];

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
  probePolicy: { allow: [], deny: [...LOOPBACK, ...NEVER_A_TARGET], denyPorts: ["25"] },
  access: { viewerSees: "all", techSees: "own" },
  timeZone: "UTC",
};

/** The defaults of this server: one that is reached from its own machine alone may measure that machine. */
export function defaultConfig({ isLocal }: { isLocal: boolean }): Config {
  if (!isLocal) return DEFAULT_CONFIG;
  return { ...DEFAULT_CONFIG, probePolicy: { ...DEFAULT_CONFIG.probePolicy, deny: NEVER_A_TARGET } };
}
