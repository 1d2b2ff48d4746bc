import type { SeriesBucket } from "@fieldline/domain/frames";

/** Lays two views of the same buckets over each other: of each bucket the one that has seen more is kept. */
export function overlay(base: readonly SeriesBucket[], live: readonly SeriesBucket[]): SeriesBucket[] {
  if (live.length === 0) return [...base];
  const merged = new Map(base.map((bucket) => [bucket.at, bucket]));
  for (const bucket of live) {
    const known = merged.get(bucket.at);
    if (!known || bucket.sent + bucket.missed >= known.sent + known.missed) merged.set(bucket.at, bucket);
  }
  return [...merged.values()].sort((a, b) => a.at - b.at);
}
