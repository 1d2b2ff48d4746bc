import { describe, expect, it } from "vitest";
import { CONFIG_SCHEMAS, type ConfigKey, DEFAULT_CONFIG } from "./config.ts";

const KEYS = Object.keys(CONFIG_SCHEMAS) as ConfigKey[];
const accepts = (key: ConfigKey, value: unknown) => CONFIG_SCHEMAS[key].safeParse(value).success;
const preset = (ms: unknown, label: unknown = "a preset") => [{ label, ms }];

describe("the default config", () => {
  it("has every setting and no other", () => expect(Object.keys(DEFAULT_CONFIG).sort()).toEqual([...KEYS].sort()));

  it.each(KEYS)("is valid in %s and survives its schema unchanged", (key) => {
    expect(CONFIG_SCHEMAS[key].parse(DEFAULT_CONFIG[key])).toEqual(DEFAULT_CONFIG[key]);
  });

  it("limits a user to 50 jobs a day and all to 100 running ones", () => {
    expect(DEFAULT_CONFIG.limits).toEqual({ jobsPerUserPerDay: 50, runningJobs: 100 });
  });
});

describe("a setting", () => {
  it.each<[ConfigKey, unknown]>([
    ["limits", { jobsPerUserPerDay: 0, runningJobs: 0 }],
    ["limits", { jobsPerUserPerDay: 10_000_000, runningJobs: 1_000_000 }],
    ["durationPresets", preset(10_000)],
    ["durationPresets", preset(604_800_000)],
    ["durationPresets", Array.from({ length: 12 }, () => preset(60_000)[0])],
    ["cadencePresets", preset(200)],
    ["cadencePresets", preset(300_000)],
    ["retention", { endedJobsMs: 60_000 }],
    ["health", { ...DEFAULT_CONFIG.health, intermittentLossPercent: 0.1, offlineAfterLost: 2 }],
    ["health", { ...DEFAULT_CONFIG.health, intermittentLossPercent: 100, offlineAfterLost: 100 }],
    ["access", { viewerSees: "own", techSees: "all" }],
    ["timeZone", "Europe/Berlin"],
  ])("takes %s %j", (key, value) => expect(accepts(key, value)).toBe(true));

  it.each<[ConfigKey, unknown]>([
    ["limits", { jobsPerUserPerDay: -1, runningJobs: 100 }],
    ["limits", { jobsPerUserPerDay: 50, runningJobs: 1_000_001 }],
    ["limits", { jobsPerUserPerDay: 1.5, runningJobs: 100 }],
    ["limits", { jobsPerUserPerDay: "50", runningJobs: 100 }],
    ["limits", { jobsPerUserPerDay: 50 }],
    ["limits", { jobsPerUserPerDay: 50, runningJobs: 100, jobsPerHour: 5 }],
    ["limits", null],
    ["durationPresets", []],
    ["durationPresets", Array.from({ length: 13 }, () => preset(60_000)[0])],
    ["durationPresets", preset(9_999)],
    ["durationPresets", preset(604_800_001)],
    ["durationPresets", preset(60_000, " ")],
    ["durationPresets", preset(60_000, "x".repeat(41))],
    ["cadencePresets", preset(199)],
    ["cadencePresets", preset(300_001)],
    ["retention", { endedJobsMs: 59_999 }],
    ["retention", { endedJobsMs: 3_651 * 86_400_000 }],
    ["health", { ...DEFAULT_CONFIG.health, intermittentLossPercent: 0 }],
    ["health", { ...DEFAULT_CONFIG.health, intermittentLossPercent: Number.NaN }],
    ["health", { ...DEFAULT_CONFIG.health, degradedLatencyMs: 0 }],
    ["health", { ...DEFAULT_CONFIG.health, degradedJitterMs: 60_001 }],
    ["health", { ...DEFAULT_CONFIG.health, offlineAfterLost: 1 }],
    ["access", { viewerSees: "all" }],
    ["access", { viewerSees: "all", techSees: "none" }],
    ["access", { viewerSees: "all", techSees: "own", operatorSees: "own" }],
    ["timeZone", ""],
    ["timeZone", "Berlin"],
    ["timeZone", "+02:00"],
    ["timeZone", 60],
    ["timeZone", null],
  ])("refuses %s %j", (key, value) => expect(accepts(key, value)).toBe(false));

  it("keeps a time zone under its canonical name, which it keeps again", () => {
    expect(CONFIG_SCHEMAS.timeZone.parse("europe/BERLIN")).toBe("Europe/Berlin");
    expect(CONFIG_SCHEMAS.timeZone.parse("Etc/UTC")).toBe("UTC");
  });
});
