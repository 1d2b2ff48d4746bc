import { z } from "zod";
import { canonicalTimeZone } from "./day/time-zone.ts";
import { CADENCE_MS, DEVICE_CADENCE_MS, DURATION_MS } from "./input/create-job.ts";
import { probePolicySchema } from "./policy/probe-policy.ts";

const DAY_MS = 86_400_000;

/** A preset that a new probe would not take is none. */
const presets = ({ min, max }: { min: number; max: number }) =>
  z
    .array(z.strictObject({ label: z.string().trim().min(1).max(40), ms: z.int().min(min).max(max) }))
    .min(1)
    .max(12);

const whoseJobs = z.enum(["all", "own"], "Choose all or own.");

const timeZone = z.string().transform((name, { addIssue }) => {
  const canonical = canonicalTimeZone(name);
  if (canonical !== undefined) return canonical;
  const message =
    "There is no such time zone. Give its name as in Europe/Berlin or UTC; an offset such as +02:00 is none.";
  addIssue({ code: "custom", message });
  return z.NEVER;
});

/** The settings an administrator can change, each validated on its own. */
export const CONFIG_SCHEMAS = {
  limits: z.strictObject({
    jobsPerUserPerDay: z.int().min(0).max(10_000_000),
    runningJobs: z.int().min(0).max(1_000_000),
  }),
  durationPresets: presets(DURATION_MS),
  cadencePresets: presets({ ...CADENCE_MS, min: DEVICE_CADENCE_MS }),
  retention: z.strictObject({
    /** How long an ended job stays, samples and log included, before it is deleted. */
    endedJobsMs: z
      .int()
      .min(60_000)
      .max(3650 * DAY_MS),
  }),
  health: z.strictObject({
    /** Loss at or above this reads as an intermittent link. */
    intermittentLossPercent: z.number().min(0.1).max(100),
    /** A latency above this, in ms, reads as degraded. */
    degradedLatencyMs: z.number().min(1).max(60_000),
    degradedJitterMs: z.number().min(1).max(60_000),
    /** So many packets lost in a row read as offline. */
    offlineAfterLost: z.int().min(2).max(100),
  }),
  probePolicy: probePolicySchema,
  /** Whose jobs those see who control none or their own alone. */
  access: z.strictObject({ viewerSees: whoseJobs, techSees: whoseJobs }),
  /** By its calendar a day begins and ends: the limit a day, and the figures of today. */
  timeZone,
} as const;

export type ConfigKey = keyof typeof CONFIG_SCHEMAS;
export type Config = { [K in ConfigKey]: z.infer<(typeof CONFIG_SCHEMAS)[K]> };
export type HealthThresholds = Config["health"];

export { DEFAULT_CONFIG, defaultConfig } from "./default-config.ts";
