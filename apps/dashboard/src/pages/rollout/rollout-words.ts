import type { AbortRule, RolloutRate, RolloutTargets } from "@fieldline/domain/rollout";
import { formatCount, formatPercent, formatQuantity } from "@fieldline/ui/format";

/** At which pace, as the rest of a sentence. */
export function rateWords(rate: RolloutRate | null): string {
  if (!rate) return "all at once";
  if (!("after" in rate)) return `${formatQuantity(rate.maxPerMinute, "device")} a minute`;
  const { baseRatePerMinute, incrementFactor, after, maxPerMinute } = rate;
  const each =
    "succeeded" in after
      ? `${formatCount(after.succeeded)} ${after.succeeded === 1 ? "success" : "successes"}`
      : `${formatQuantity(after.notified, "device")} told`;
  const most = maxPerMinute === undefined ? "" : `, up to ${formatCount(maxPerMinute)}`;
  return `${formatQuantity(baseRatePerMinute, "device")} a minute, ${growthWords(incrementFactor)} after each ${each}${most}`;
}

function growthWords(factor: number): string {
  if (factor === 2) return "doubling";
  if (factor === 3) return "tripling";
  return `growing ${factor}-fold`;
}

/** Which devices, in short. */
export function targetsWords({ deviceIds = [], groupIds = [], all = false }: RolloutTargets): string {
  if (all) return "every device";
  const parts = [
    ...(groupIds.length > 0 ? [formatQuantity(groupIds.length, "group")] : []),
    ...(deviceIds.length > 0 ? [formatQuantity(deviceIds.length, "chosen device")] : []),
  ];
  return parts.join(" and ") || "no device";
}

const COUNTED: Record<AbortRule["on"], string> = {
  failed: "failed",
  timed_out: "timed out",
  rejected: "refused",
  all: "failed, timed out or refused",
};

/** The rules that stop it, in a sentence. */
export function abortWords(rules: readonly AbortRule[]): string {
  if (rules.length === 0) return "Nothing stops it by itself, however many devices fail.";
  const words = rules.map(
    ({ on, thresholdPercent, minExecuted }) =>
      `once at least ${formatQuantity(minExecuted, "device")} ${minExecuted === 1 ? "is" : "are"} through and ${formatPercent(thresholdPercent)} or more of them have ${COUNTED[on]}`,
  );
  return `It stops by itself ${words.join(", or ")}.`;
}
