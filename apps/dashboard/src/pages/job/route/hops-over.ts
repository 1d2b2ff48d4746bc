import type { Hop, Sample } from "@fieldline/domain/job";

/** One place on the way to the target, over a window. */
export interface HopOver {
  ttl: number;
  /** Who answered there last; null where nobody did in the window. */
  ip: string | null;
  name?: string;
  /** How many others have answered there. */
  otherCount: number;
  lossPercent: number | null;
  /** The median of the last round's replies. */
  lastMs: number | null;
  medianMs: number | null;
  /** The median of each of the last rounds, oldest first. */
  recent: (number | null)[];
}

const RECENT = 40;

/** Each hop of the last round's way, with its figures over all rounds. */
export function hopsOver(samples: readonly Sample[]): HopOver[] {
  const rounds = samples.flatMap(({ hops }) => (hops ? [hops] : []));
  const last = rounds.at(-1) ?? [];
  return last.map(({ ttl }) =>
    overOf(
      ttl,
      rounds.map((hops) => hops.find((hop) => hop.ttl === ttl)),
    ),
  );
}

function overOf(ttl: number, rounds: readonly (Hop | undefined)[]): HopOver {
  const asked = rounds.flatMap((hop) => hop?.rttMs ?? []);
  const replies = asked.filter((rttMs) => rttMs !== null);
  const answered = rounds.filter((hop): hop is Hop => hop?.ip != null);
  const { ip = null, name } = answered.at(-1) ?? {};
  return {
    ttl,
    ip,
    ...(name && { name }),
    otherCount: new Set(answered.map((hop) => hop.ip)).size - (ip === null ? 0 : 1),
    lossPercent: asked.length === 0 ? null : ((asked.length - replies.length) * 100) / asked.length,
    lastMs: medianOf(rounds.at(-1)?.rttMs ?? []),
    medianMs: medianOf(replies),
    recent: rounds.slice(-RECENT).map((hop) => medianOf(hop?.rttMs ?? [])),
  };
}

function medianOf(values: readonly (number | null)[]): number | null {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  const [lower, upper] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return lower === undefined || upper === undefined ? null : (lower + upper) / 2;
}
