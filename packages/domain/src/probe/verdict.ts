import type { HealthThresholds } from "../config.ts";
import type { Verdict } from "../job/job.ts";
import { type Bursts, mergedBursts } from "./bursts.ts";
import { episodeBursts } from "./condition.ts";
import { LATENCY_TICKS, slowAboveMs, usualMs } from "./latency-condition.ts";
import { aboutMs, capital, causeOf, droppedBefore, exactMs, inBursts, lossOf, lossOver, packets } from "./phrases.ts";
import { type ProbeStatistics, summarise } from "./statistics.ts";
import { WINDOW_TICKS, windowJitterMs, windowMedianMs } from "./tick-window.ts";

export { finalVerdictOf } from "./final-verdict.ts";

/**
 * How the target is doing now, in words for a support agent: a short sentence as a headline, then what, how bad and
 * compared to what. `since` is the `at` (epoch ms) of the first sample of the present state; the text holds no time.
 */
export function verdictOf(stats: ProbeStatistics, health: HealthThresholds): Verdict {
  const { state, since } = stats.condition;
  return { state, reason: REASONS[state](stats, health), since };
}

/** What is known while the device that measures has not been heard of: nothing of the target. */
export function lostProberVerdict(deviceName: string, since: number): Verdict {
  const reason = `No word from ${deviceName}. It measures this line, so nothing is known of the target until it returns; what it measures meanwhile is filled in then.`;
  return { state: "unknown", reason, since };
}

const REASONS: Record<Verdict["state"], (stats: ProbeStatistics, health: HealthThresholds) => string> = {
  unknown: unknownReason,
  offline: offlineReason,
  intermittent: intermittentReason,
  degraded: degradedReason,
  healthy: healthyReason,
};

function unknownReason({ sent, received, condition }: ProbeStatistics): string {
  if (sent === 0) return "Not measured yet.";
  if (received > 0) return `Too early to tell. ${sent - received} of ${packets(sent)} lost.`;
  const cause = causeOf(condition.lossRun.errors, sent);
  return `No reply yet. ${packets(sent)} lost${cause ? `; ${cause}` : ""}.`;
}

function offlineReason(stats: ProbeStatistics): string {
  const { received, sent, condition } = stats;
  const { length, errors } = condition.lossRun;
  const cause = causeOf(errors, length);
  if (received === 0) return `Offline. It has not answered any of ${packets(sent)}${cause ? `; ${cause}` : ""}.`;
  const before = `before that it answered in ${aboutMs(normalMs(stats))}`;
  return `Offline. No reply to the last ${packets(length)}${cause ? `, ${cause}` : ""}; ${before}.`;
}

function intermittentReason(stats: ProbeStatistics, health: HealthThresholds): string {
  const { condition } = stats;
  const bursts = episodeBursts(condition);
  const cause = causeOf(condition.whole.errors, stats.sent - stats.received);
  const reason = cause ? ` (${cause})` : "";
  if (bursts.count === 1) return loneBurstReason(stats, bursts, reason);
  const loss = `${lossOf(bursts.lost, condition.episode?.sent ?? 0)}${inBursts(bursts)}${reason}`;
  return `Intermittent link. ${loss}; ${latencyBetween(stats, health)}.`;
}

function loneBurstReason(stats: ProbeStatistics, { lost }: Bursts, reason: string): string {
  const { clean, lossRun, window } = stats.condition;
  const normal = aboutMs(normalMs(stats));
  if (lossRun.length > 0)
    return `Intermittent link. The last ${packets(lost)} were lost${reason}; before that it answered in ${normal}.`;
  const since = clean.packets === 1 ? "1 reply" : `${packets(clean.packets)} answered`;
  const now = windowMedianMs(window, Math.max(1, Math.min(clean.ticks, LATENCY_TICKS)));
  return `Answering again. It lost ${packets(lost)} in a row${reason}; ${since} since${now === null ? "" : `, in ${aboutMs(now)}`}.`;
}

function latencyBetween(stats: ProbeStatistics, health: HealthThresholds): string {
  const { latency, window } = stats.condition;
  const medianMs = windowMedianMs(window, WINDOW_TICKS) ?? normalMs(stats);
  if (medianMs < slowAboveMs(latency, health)) return `latency between them is normal (${aboutMs(medianMs)})`;
  const usual = usualMs(latency);
  const comparison = usual === null ? `limit ${aboutMs(health.degradedLatencyMs)}` : `usually ${aboutMs(usual)}`;
  return `latency between them is high (${aboutMs(medianMs)}, ${comparison})`;
}

function degradedReason(stats: ProbeStatistics, health: HealthThresholds): string {
  const { latency, quiet, window } = stats.condition;
  const medianMs = windowMedianMs(window, LATENCY_TICKS) ?? normalMs(stats);
  const jitterMs = windowJitterMs(window);
  const usual = usualMs(latency);
  const loss = quiet.lost === 0 ? "no packet lost" : lossOver(quiet.lost, quiet.sent);
  if (medianMs >= slowAboveMs(latency, health)) {
    const isManyTimes = usual !== null && medianMs >= 2 * usual;
    const comparison = isManyTimes
      ? `${Math.round(medianMs / usual)} times its usual ${aboutMs(usual)}`
      : `over the limit of ${aboutMs(health.degradedLatencyMs)}`;
    return `Degraded. Latency ${aboutMs(medianMs)}, ${comparison}; ${loss}.`;
  }
  if (jitterMs > health.degradedJitterMs) {
    const limit = aboutMs(health.degradedJitterMs);
    return `Degraded. Jitter ${exactMs(jitterMs)}, over the limit of ${limit}; latency ${aboutMs(medianMs)}; ${loss}.`;
  }
  return `Degraded, settling. Latency is down to ${aboutMs(medianMs)}, jitter to ${exactMs(jitterMs)}; ${loss}.`;
}

function healthyReason(stats: ProbeStatistics, health: HealthThresholds): string {
  const { condition, sent, received } = stats;
  const { episode, past, quiet, whole } = condition;
  const { medianMs, jitterMs } = summarise(stats, 0);
  const latency = `median ${exactMs(medianMs ?? 0)}, jitter ${exactMs(jitterMs ?? 0)}`;
  const drops = episode?.wasUnstable ? mergedBursts(past, episodeBursts(condition)) : past;
  if (drops.count > 0) {
    const loss = quiet.lost === 0 ? "No loss in" : `${capital(lossOf(quiet.lost, quiet.sent))} over`;
    const before = droppedBefore(drops, health.offlineAfterLost);
    return `Healthy again. ${loss} the last ${packets(quiet.sent)} after ${before}; ${latency}.`;
  }
  const figures = `${capital(lossOver(sent - received, sent))}, ${latency}`;
  if (whole.degradedSent === 0) return `Healthy. ${figures}.`;
  return `Healthy again. ${figures}; latency or jitter was above normal for ${packets(whole.degradedSent)}.`;
}

function normalMs(stats: ProbeStatistics): number {
  return usualMs(stats.condition.latency) ?? summarise(stats, 0).medianMs ?? 0;
}
