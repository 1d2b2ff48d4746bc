export interface CallConditions {
  avgMs: number;
  jitterMs: number;
  lossPercent: number;
}

/**
 * The R factor, 0..93.2, of a voice call over such a link: the E-model of ITU-T G.107 in the short form that
 * network monitors use, with an effective latency of average + twice the jitter + 10 ms for the codec.
 */
export function rFactor({ avgMs, jitterMs, lossPercent }: CallConditions): number {
  const effectiveMs = avgMs + 2 * jitterMs + 10;
  const latencyCost = effectiveMs < 160 ? effectiveMs / 40 : (effectiveMs - 120) / 10;
  return 93.2 - latencyCost - 2.5 * lossPercent;
}

/** The mean opinion score, 1 (bad) to 4.5 (best), of a voice call over such a link, after ITU-T G.107 Annex B. */
export function meanOpinionScore(conditions: CallConditions): number {
  const r = rFactor(conditions);
  if (r <= 0) return 1;
  return Math.min(4.5, Math.max(1, 1 + 0.035 * r + 7e-6 * r * (r - 60) * (100 - r)));
}
