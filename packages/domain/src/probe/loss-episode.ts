import type { HealthThresholds } from "../config.ts";
import { type Bursts, noBursts } from "./bursts.ts";
import { type TickWindow, WINDOW_TICKS } from "./tick-window.ts";

/** A stretch of losses that belong together: from a first lost packet until replies have come for long enough. */
export interface LossEpisode {
  /** When its first lost packet was sent. */
  at: number;
  sent: number;
  ticks: number;
  ticksToLastLoss: number;
  /** Runs of loss that have ended. */
  bursts: Bursts;
  /** Whether it is bad enough to call the link intermittent or offline, and whether it ever was. */
  isUnstable: boolean;
  wasUnstable: boolean;
}

/** The replies since the last lost packet; a tick that lost any packet is not clean. */
export interface CleanStretch {
  packets: number;
  ticks: number;
}

const LONE_BURST = { cleanTicks: 10, mostCleanPackets: 60 };
const CLEAN_TICKS = { fewest: WINDOW_TICKS, distances: 4, most: 240 };
const REMEMBERED_TICKS = { loneBurst: 120, several: WINDOW_TICKS };
const ACQUITTAL = { ticks: 120, cleanTicks: 10, shareOfLimit: 0.75 };
const TELLING_RUN = 3;

export function startEpisode(at: number): LossEpisode {
  return { at, sent: 0, ticks: 1, ticksToLastLoss: 1, bursts: noBursts(), isUnstable: false, wasUnstable: false };
}

/**
 * Whether losses make the link intermittent: they came apart in time, or three in a row, and reach the limit either
 * over the last 60 ticks with one packet forgiven, or over a longer episode with its longest burst forgiven.
 * So one packet lost among few never does, and two stray ones must lie within 50 packets at the usual limit of 2 %.
 */
export function isLossy(
  episode: LossEpisode,
  losses: { bursts: Bursts; window: TickWindow },
  { intermittentLossPercent }: HealthThresholds,
): boolean {
  const { bursts, window } = losses;
  if (bursts.count < 2 && bursts.longest < TELLING_RUN) return false;
  const reachesLimit = (lost: number, sent: number) => lost * 100 >= intermittentLossPercent * sent;
  return (
    reachesLimit(window.lostTotal - 1, window.sentTotal) ||
    (episode.ticks > WINDOW_TICKS && reachesLimit(bursts.lost - bursts.longest, episode.sent))
  );
}

/**
 * Whether an unstable link has been clean for long enough to call it well again. After a lone burst: ten ticks and
 * twice its length in packets (60 at most). After several: four times their usual distance, 60 to 240 ticks, or ten
 * when the loss over the whole episode has come down to less than three quarters of the limit.
 */
export function hasRecovered(episode: LossEpisode, clean: CleanStretch, health: HealthThresholds): boolean {
  const { bursts, sent, ticks, ticksToLastLoss } = episode;
  if (bursts.count === 1)
    return (
      clean.ticks >= LONE_BURST.cleanTicks && clean.packets >= Math.min(LONE_BURST.mostCleanPackets, 2 * bursts.longest)
    );
  const usualDistance = ticksToLastLoss / (bursts.count - 1);
  const enoughTicks = Math.max(CLEAN_TICKS.fewest, CLEAN_TICKS.distances * usualDistance);
  if (clean.ticks >= Math.min(CLEAN_TICKS.most, enoughTicks)) return true;
  const clearLossPercent = ACQUITTAL.shareOfLimit * health.intermittentLossPercent;
  return ticks >= ACQUITTAL.ticks && clean.ticks >= ACQUITTAL.cleanTicks && bursts.lost * 100 < clearLossPercent * sent;
}

/**
 * Whether the next loss would have nothing to do with these: the link has recovered from several bursts, or was clean
 * for 60 ticks; a lone burst is remembered for 120, since the next one may be the second of many.
 */
export function isForgotten(episode: LossEpisode, clean: CleanStretch): boolean {
  if (episode.isUnstable) return false;
  if (episode.bursts.count === 1) return clean.ticks >= REMEMBERED_TICKS.loneBurst;
  return episode.wasUnstable || clean.ticks >= REMEMBERED_TICKS.several;
}
