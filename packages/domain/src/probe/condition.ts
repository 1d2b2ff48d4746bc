import type { HealthThresholds } from "../config.ts";
import type { Sample, Verdict } from "../job/job.ts";
import { type Bursts, mergedBursts, noBursts, withOpenRun, withRun } from "./bursts.ts";
import { type ErrorTally, tallyError } from "./error-tally.ts";
import { emptyLatencyCondition, type LatencyCondition, recordLatency } from "./latency-condition.ts";
import {
  type CleanStretch,
  hasRecovered,
  isForgotten,
  isLossy,
  type LossEpisode,
  startEpisode,
} from "./loss-episode.ts";
import { addToTick, emptyTickWindow, startTick, type TickWindow } from "./tick-window.ts";

export type LinkState = Verdict["state"];

/** The running state behind a verdict: plain JSON, bounded, brought up to date packet by packet. */
export interface Condition {
  state: LinkState;
  since: number | null;
  firstAt: number | null;
  window: TickWindow;
  latency: LatencyCondition;
  /** The run of losses going on now; its length is 0 after a reply. */
  lossRun: { length: number; at: number; errors: ErrorTally };
  clean: CleanStretch & { at: number | null };
  episode: LossEpisode | null;
  /** Bursts of the unstable episodes that are over. */
  past: Bursts;
  /** Packets since the run began or, after an unstable episode, since it was left. */
  quiet: { sent: number; lost: number };
  whole: WholeRun;
}

/** What a verdict over the whole run needs. */
export interface WholeRun {
  /** Runs of loss that have ended. */
  bursts: Bursts;
  firstLossAt: number | null;
  longestBurstAt: number | null;
  outages: number;
  degradedSent: number;
  firstDegradedAt: number | null;
  errors: ErrorTally;
}

export interface Packet {
  sample: Sample;
  /** Distance to the reply before in ms; 0 without one. */
  deltaMs: number;
  startsTick: boolean;
}

const PACKETS_TO_JUDGE = 10;
const OUTAGE_PATIENCE = 3;

export function emptyCondition(): Condition {
  return {
    state: "unknown",
    since: null,
    firstAt: null,
    window: emptyTickWindow(),
    latency: emptyLatencyCondition(),
    lossRun: { length: 0, at: 0, errors: [] },
    clean: { packets: 0, ticks: 0, at: null },
    episode: null,
    past: noBursts(),
    quiet: { sent: 0, lost: 0 },
    whole: {
      bursts: noBursts(),
      firstLossAt: null,
      longestBurstAt: null,
      outages: 0,
      degradedSent: 0,
      firstDegradedAt: null,
      errors: [],
    },
  };
}

/** Takes one packet into account, in place and in constant time. */
export function recordPacket(condition: Condition, packet: Packet, health: HealthThresholds): void {
  const { sample, deltaMs, startsTick } = packet;
  const { episode, quiet, window } = condition;
  condition.firstAt ??= sample.at;
  quiet.sent++;
  if (startsTick) startTick(window);
  if (episode && startsTick) episode.ticks++;
  addToTick(window, sample.rttMs, deltaMs);
  if (sample.rttMs === null) recordLoss(condition, sample, health);
  else {
    recordReply(condition, packet, health);
    recordLatency(condition.latency, { at: sample.at, rttMs: sample.rttMs, deltaMs, window }, health);
  }
  const state = stateOf(condition, health);
  if (state !== condition.state) enter(condition, state);
  if (state === "degraded") {
    condition.whole.degradedSent++;
    condition.whole.firstDegradedAt ??= condition.since;
  }
}

/** Every run of loss of the open episode, the one going on included. */
export function episodeBursts({ episode, lossRun }: Condition): Bursts {
  return withOpenRun(episode?.bursts ?? noBursts(), lossRun.length);
}

function recordLoss(condition: Condition, { at, error }: Sample, health: HealthThresholds): void {
  const { clean, lossRun, quiet, whole, window } = condition;
  quiet.lost++;
  clean.packets = 0;
  clean.ticks = 0;
  if (++lossRun.length === 1) {
    lossRun.at = at;
    lossRun.errors = [];
  }
  tallyError(lossRun.errors, error);
  tallyError(whole.errors, error);
  whole.firstLossAt ??= at;
  condition.episode ??= startEpisode(at);
  const { episode } = condition;
  episode.sent++;
  episode.ticksToLastLoss = episode.ticks;
  if (!episode.isUnstable && isLossy(episode, { bursts: episodeBursts(condition), window }, health)) unsettle(episode);
}

function recordReply(condition: Condition, { sample, startsTick }: Packet, health: HealthThresholds): void {
  const { clean, episode, lossRun, whole } = condition;
  if (lossRun.length > 0) {
    if (lossRun.length > whole.bursts.longest) whole.longestBurstAt = lossRun.at;
    whole.bursts = withRun(whole.bursts, lossRun.length);
    if (episode) episode.bursts = withRun(episode.bursts, lossRun.length);
    lossRun.length = 0;
  }
  if (++clean.packets === 1) clean.at = sample.at;
  if (startsTick) clean.ticks++;
  if (!episode) return;
  episode.sent++;
  if (episode.isUnstable && hasRecovered(episode, clean, health)) episode.isUnstable = false;
  if (!isForgotten(episode, clean)) return;
  if (episode.wasUnstable) condition.past = mergedBursts(condition.past, episode.bursts);
  condition.episode = null;
}

function unsettle(episode: LossEpisode): void {
  episode.isUnstable = true;
  episode.wasUnstable = true;
}

function stateOf(condition: Condition, health: HealthThresholds): LinkState {
  const { clean, episode, latency, lossRun, state, window } = condition;
  if (lossRun.length > 0 && (state === "offline" || lossRun.length >= offlineAfter(condition, health)))
    return "offline";
  if (episode?.isUnstable) return "intermittent";
  if (clean.at === null || (window.lostTotal > 0 && window.sentTotal < PACKETS_TO_JUDGE)) return "unknown";
  return latency.isDegraded ? "degraded" : "healthy";
}

/**
 * How many packets lost in a row read as offline. A link that is known to drop and come back is given twice its longest
 * drop so far (three times the set number, in ticks, at most), so as not to flap between two states.
 */
function offlineAfter({ episode, state, window }: Condition, { offlineAfterLost }: HealthThresholds): number {
  if (state !== "intermittent" || !episode) return offlineAfterLost;
  const packetsPerTick = window.sentTotal / window.sent.length;
  return Math.min(
    OUTAGE_PATIENCE * offlineAfterLost * packetsPerTick,
    Math.max(offlineAfterLost, 2 * episode.bursts.longest),
  );
}

function enter(condition: Condition, state: LinkState): void {
  const { clean, episode, quiet, whole } = condition;
  if (state === "offline") {
    whole.outages++;
    if (episode) unsettle(episode);
  }
  if (isLossState(condition.state) && !isLossState(state)) {
    quiet.sent = clean.packets;
    quiet.lost = 0;
  }
  condition.since = sinceOf(condition, state);
  condition.state = state;
}

function isLossState(state: LinkState): boolean {
  return state === "offline" || state === "intermittent";
}

function sinceOf(condition: Condition, next: LinkState): number | null {
  const { clean, episode, firstAt, latency, lossRun, state } = condition;
  if (next === "unknown") return null;
  if (next === "offline") return lossRun.at;
  if (next === "intermittent") return episode?.at ?? null;
  const answeringSince = isLossState(state) ? clean.at : firstAt;
  if (next === "degraded") return Math.max(latency.roughAt ?? 0, answeringSince ?? 0);
  return state === "degraded" ? latency.smoothAt : answeringSince;
}
