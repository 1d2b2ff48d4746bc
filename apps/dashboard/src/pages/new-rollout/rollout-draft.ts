import type { AbortRule } from "@fieldline/domain/rollout";
import type { NewRolloutSearch } from "./new-rollout-search.ts";
import { idsIn } from "./new-rollout-search.ts";

export interface RuleDraft {
  /** Tells it from the others as they come and go. */
  key: number;
  on: AbortRule["on"];
  thresholdPercent: string;
  minExecuted: string;
}

/** What is typed, as it is typed. */
export interface RolloutDraft {
  name: string;
  notes: string;
  variables: Record<string, string>;
  where: "devices" | "groups" | "all";
  deviceIds: readonly string[];
  groupIds: readonly string[];
  mode: "snapshot" | "continuous";
  pacing: "none" | "constant" | "exponential";
  maxPerMinute: string;
  baseRatePerMinute: string;
  incrementFactor: string;
  growsAfter: string;
  growsBy: "succeeded" | "notified";
  cappedAt: string;
  rules: readonly RuleDraft[];
  timeoutMinutes: string;
  maxAttempts: string;
}

export function startDraft({ devices, groups }: NewRolloutSearch): RolloutDraft {
  const deviceIds = idsIn(devices);
  const groupIds = idsIn(groups);
  return {
    name: "",
    notes: "",
    variables: {},
    where: deviceIds.length > 0 ? "devices" : "groups",
    deviceIds,
    groupIds,
    mode: "snapshot",
    pacing: "constant",
    maxPerMinute: "50",
    baseRatePerMinute: "50",
    incrementFactor: "2",
    growsAfter: "1000",
    growsBy: "succeeded",
    cappedAt: "",
    rules: [newRule(1)],
    timeoutMinutes: "",
    maxAttempts: "",
  };
}

export const newRule = (key: number): RuleDraft => ({ key, on: "failed", thresholdPercent: "20", minExecuted: "10" });
