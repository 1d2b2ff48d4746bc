import type { AbortRule, RolloutCounts } from "./rollout.ts";

type Failure = Exclude<AbortRule["on"], "all">;
const FAILURES: readonly Failure[] = ["failed", "rejected", "timed_out"];

/** A rule that was met, and the figures that met it. */
export interface MetRule {
  rule: AbortRule;
  /** Devices that are through: completed, failed, timed out or rejected. */
  executed: number;
  /** Those of them that the rule counts. */
  counted: number;
  /** For the people who look at the rollout. */
  words: string;
}

/** The first of the rules that these counts meet. Devices that were cancelled count for nothing. */
export function ruleMet(rules: AbortRule[], counts: RolloutCounts): MetRule | undefined {
  const executed = counts.completed + total(counts, FAILURES);
  for (const rule of rules) {
    const counted = total(counts, rule.on === "all" ? FAILURES : [rule.on]);
    if (executed === 0 || executed < rule.minExecuted || counted * 100 < rule.thresholdPercent * executed) continue;
    return { rule, executed, counted, words: wordsOf(rule, executed, counted) };
  }
  return undefined;
}

function total(counts: RolloutCounts, states: readonly Failure[]): number {
  return states.reduce((sum, state) => sum + counts[state], 0);
}

const OUTCOMES = {
  failed: "failed",
  rejected: "rejected",
  timed_out: "timed out",
  all: "failed, timed out or rejected",
} as const;

/** A rule in words, such as `failed ≥ 20 % of at least 10`. */
export function ruleWords({ on, thresholdPercent, minExecuted }: AbortRule): string {
  return `${OUTCOMES[on]} ≥ ${thresholdPercent}\u00a0% of at least ${minExecuted}`;
}

function wordsOf(rule: AbortRule, executed: number, counted: number): string {
  const percent = Math.round((counted * 1_000) / executed) / 10;
  const figures = `${counted} of ${executed} ${OUTCOMES[rule.on]} (${percent}\u00a0%)`;
  return `Stopped by the rule “${ruleWords(rule)}”: ${figures}`;
}
