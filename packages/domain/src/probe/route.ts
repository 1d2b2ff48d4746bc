import type { Sample } from "../job/job.ts";

/** Where the way of one sample differs from that of the one before: the hop, and who answered there. */
export interface RouteChange {
  seq: number;
  at: number;
  ttl: number;
  from: string | null;
  to: string | null;
}

/**
 * The changes of the way over traceroute samples, in order. A hop that nobody answers at is no change: routers answer
 * when they like, so only two different answerers at one distance, or a way of another length to a target that was
 * reached, tell of another way.
 */
export function routeChanges(samples: readonly Sample[]): RouteChange[] {
  const changes: RouteChange[] = [];
  const known = new Map<number, string>();
  let length: number | undefined;
  for (const { seq, at, hops, rttMs } of samples) {
    if (!hops) continue;
    const changed = hops.find(({ ttl, ip }) => ip !== null && known.has(ttl) && known.get(ttl) !== ip);
    if (changed) changes.push({ seq, at, ttl: changed.ttl, from: known.get(changed.ttl) ?? null, to: changed.ip });
    const reached = rttMs === null ? undefined : hops.length;
    if (!changed && reached !== undefined && length !== undefined && reached !== length)
      changes.push({ seq, at, ttl: Math.min(reached, length), from: `${length} hops`, to: `${reached} hops` });
    if (changed) forgetFrom(known, changed.ttl);
    for (const { ttl, ip } of hops) if (ip !== null) known.set(ttl, ip);
    length = reached ?? length;
  }
  return changes;
}

/** The changes in words, for the log. */
export function routeChangeWords(samples: readonly Sample[]): string[] {
  return routeChanges(samples).map(
    ({ ttl, from, to }) => `The route changed at hop ${ttl}: ${from ?? "nobody"} → ${to ?? "nobody"}`,
  );
}

function forgetFrom(known: Map<number, string>, ttl: number): void {
  for (const each of known.keys()) if (each >= ttl) known.delete(each);
}
