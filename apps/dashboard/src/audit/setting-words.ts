import { CONFIG_SCHEMAS, type Config, type ConfigKey } from "@fieldline/domain/config";
import { formatCount, formatMs, formatPercent } from "@fieldline/ui/format";
import { allChangesOf, type Change } from "./changes.ts";
import { durationText } from "./duration-text.ts";

type Line = [name: string, text: string];

const listed = (entries: readonly string[]): string => entries.join(", ") || "none";
const presets = (list: Config["durationPresets"]): Line[] => [
  [
    "Presets",
    list.map(({ label, ms }) => (label === durationText(ms) ? label : `${label} (${durationText(ms)})`)).join(", "),
  ],
];
const SEEN = { all: "all jobs", own: "their own jobs" } as const;

const LINES: { [K in ConfigKey]: (value: Config[K]) => Line[] } = {
  limits: ({ jobsPerUserPerDay, runningJobs }) => [
    ["Jobs per person and day", formatCount(jobsPerUserPerDay)],
    ["Jobs running at once", formatCount(runningJobs)],
  ],
  durationPresets: presets,
  cadencePresets: presets,
  retention: ({ endedJobsMs }) => [["Ended jobs are kept for", durationText(endedJobsMs)]],
  health: (health) => [
    ["Intermittent from a loss of", formatPercent(health.intermittentLossPercent)],
    ["Degraded above a latency of", formatMs(health.degradedLatencyMs)],
    ["Degraded above a jitter of", formatMs(health.degradedJitterMs)],
    ["Offline after packets lost in a row", formatCount(health.offlineAfterLost)],
  ],
  probePolicy: ({ allow, deny, denyPorts }) => [
    ["Allowed", listed(allow)],
    ["Denied", listed(deny)],
    ["Denied ports", listed(denyPorts)],
  ],
  access: ({ viewerSees, techSees }) => [
    ["Viewers see", SEEN[viewerSees]],
    ["Technicians see", SEEN[techSees]],
  ],
  timeZone: (zone) => [["Time zone", zone]],
};

/** A setting's value as lines to read; undefined where it is no value of that setting today. */
export function settingLines<K extends ConfigKey>(key: K, value: unknown): Line[] | undefined {
  const parsed = CONFIG_SCHEMAS[key].safeParse(value);
  return parsed.success ? LINES[key](parsed.data as Config[K]) : undefined;
}

/** What differs between two values of a setting. */
export function settingChanges(key: ConfigKey, before: unknown, after: unknown): Change[] {
  const [old, next] = [settingLines(key, before), settingLines(key, after)];
  if (!next) return allChangesOf(before, after);
  return next.flatMap(([field, text], index) => {
    const was = old?.[index]?.[1] ?? "–";
    return was === text ? [] : [{ field, before: was, after: text }];
  });
}
