import type { HealthThresholds } from "../config.ts";
import type { ProbeSummary, Verdict } from "../job/job.ts";
import { type Bursts, withRun } from "./bursts.ts";
import { slowAboveMs } from "./latency-condition.ts";
import {
  aboutMs,
  capital,
  causeOf,
  droppedBefore,
  exactMs,
  grouped,
  inBursts,
  lossOf,
  lossOver,
  packets,
} from "./phrases.ts";
import { type ProbeStatistics, summarise } from "./statistics.ts";

const FEWEST_TO_JUDGE = 10;
const TELLING_RUN = 3;
/** An outage of so many times the number that reads as offline marks the whole run, however long the run is. */
const LONG_OUTAGE = 10;
const DEGRADED_SHARE = 0.1;

interface Run {
  stats: ProbeStatistics;
  summary: ProbeSummary;
  drops: Bursts;
  health: HealthThresholds;
}

/**
 * The verdict of a probe that has ended: it judges the whole run, so that an outage in its middle is not lost among
 * good packets. Offline when the target was silent at the end, intermittent when the run's loss reaches the limit
 * (one packet forgiven), when it went offline twice, or once for ten times as long as reads as offline; degraded when a
 * tenth of the packets or the run's median or jitter was. Smaller events leave it healthy and are told.
 */
export function finalVerdictOf(stats: ProbeStatistics, health: HealthThresholds): Verdict {
  const { lossRun, whole } = stats.condition;
  const run: Run = { stats, summary: summarise(stats, 0), drops: withRun(whole.bursts, lossRun.length), health };
  return silentVerdict(run) ?? offlineVerdict(run) ?? intermittentVerdict(run) ?? steadyVerdict(run);
}

function silentVerdict({ stats, health }: Run): Verdict | null {
  const { sent, received, condition } = stats;
  if (sent === 0) return unknown("Not measured. The run ended before its first packet.");
  if (received > 0) return null;
  const cause = causeOf(condition.whole.errors, sent);
  const words = `It did not answer ${sent === 1 ? "the only packet" : `any of ${packets(sent)}`}${cause ? `; ${cause}` : ""}.`;
  if (sent < health.offlineAfterLost) return unknown(`Too few packets to tell. ${words}`);
  return { state: "offline", reason: `Offline. ${words}`, since: condition.whole.firstLossAt };
}

function offlineVerdict({ stats, summary, health }: Run): Verdict | null {
  const { lossRun, state, whole } = stats.condition;
  if (state !== "offline") return null;
  const cause = causeOf(lossRun.errors, lossRun.length);
  const silence = `No reply to the last ${grouped(lossRun.length)} of ${packets(stats.sent)}${cause ? `, ${cause}` : ""}`;
  const drops = whole.bursts.count > 0 ? `, with ${droppedBefore(whole.bursts, health.offlineAfterLost)}` : "";
  const before = `before that it answered in ${aboutMs(summary.medianMs ?? 0)}${drops}`;
  return { state: "offline", reason: `Offline at the end. ${silence}; ${before}.`, since: lossRun.at };
}

function intermittentVerdict({ stats, summary, drops, health }: Run): Verdict | null {
  const { latency, lossRun, whole } = stats.condition;
  const reachesLimit = (drops.lost - 1) * 100 >= health.intermittentLossPercent * stats.sent;
  const isLossy = drops.lost > 1 && reachesLimit && (drops.count > 1 || drops.longest >= TELLING_RUN);
  const wasLongOffline = whole.outages > 0 && drops.longest >= LONG_OUTAGE * health.offlineAfterLost;
  if (!isLossy && !wasLongOffline && whole.outages < 2) return null;
  const cause = causeOf(whole.errors, drops.lost);
  const reason = cause ? ` (${cause})` : "";
  const medianMs = summary.medianMs ?? 0;
  const isNormal = medianMs < slowAboveMs(latency, health);
  if (drops.count === 1) {
    const lost = `${grouped(drops.lost)} of ${packets(stats.sent)} lost in a row${reason}`;
    const otherwise = `otherwise ${isNormal ? "steady" : "slow"}, median ${exactMs(medianMs)}`;
    const since = lossRun.length > 0 ? lossRun.at : whole.longestBurstAt;
    return {
      state: "intermittent",
      reason: `One outage. ${lost}; ${otherwise}, jitter ${exactMs(summary.jitterMs ?? 0)}.`,
      since,
    };
  }
  const loss = `${lossOf(drops.lost, stats.sent)} over ${packets(stats.sent)}${inBursts(drops)}${reason}`;
  const between = `latency between them ${isNormal ? "was normal" : "was high"} (${aboutMs(medianMs)})`;
  return { state: "intermittent", reason: `Intermittent link. ${loss}; ${between}.`, since: whole.firstLossAt };
}

function steadyVerdict({ stats, summary, drops, health }: Run): Verdict {
  const { firstAt, whole } = stats.condition;
  const { sent } = stats;
  const medianMs = summary.medianMs ?? 0;
  const jitterMs = summary.jitterMs ?? 0;
  const latency = `median ${exactMs(medianMs)}, jitter ${exactMs(jitterMs)}`;
  const loss = drops.lost === 0 ? "no packet lost" : `${grouped(drops.lost)} of ${packets(sent)} lost`;
  if (drops.lost > 0 && sent < FEWEST_TO_JUDGE)
    return unknown(`Too few packets to tell. ${drops.lost} of ${sent} lost; ${latency}.`);
  const degraded = (reason: string): Verdict => ({ state: "degraded", reason, since: whole.firstDegradedAt });
  if (whole.degradedSent > 0 && medianMs >= health.degradedLatencyMs)
    return degraded(
      `Degraded. Median ${exactMs(medianMs)}, over the limit of ${aboutMs(health.degradedLatencyMs)}; ${loss}.`,
    );
  if (whole.degradedSent > 0 && jitterMs > health.degradedJitterMs)
    return degraded(
      `Degraded. Jitter ${exactMs(jitterMs)}, over the limit of ${aboutMs(health.degradedJitterMs)}; median ${exactMs(medianMs)}; ${loss}.`,
    );
  const spell = `latency or jitter was above normal for ${grouped(whole.degradedSent)} of ${packets(sent)}`;
  if (whole.degradedSent >= DEGRADED_SHARE * sent)
    return degraded(`Degraded at times. ${capital(spell)}; ${latency}; ${loss}.`);
  const figures = `${lossOver(drops.lost, sent)}, ${latency}`;
  const also = whole.degradedSent > 0 ? `; ${spell}` : "";
  const headline =
    whole.outages > 0 ? `Healthy, but for ${droppedBefore(drops, health.offlineAfterLost)}.` : "Healthy.";
  return { state: "healthy", reason: `${headline} ${capital(figures)}${also}.`, since: firstAt };
}

function unknown(reason: string): Verdict {
  return { state: "unknown", reason, since: null };
}
