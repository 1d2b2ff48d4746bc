const INTERVAL_UNITS = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const;
export type IntervalUnit = keyof typeof INTERVAL_UNITS;
export const UNIT_WORDS: Record<IntervalUnit, string> = {
  ms: "milliseconds",
  s: "seconds",
  min: "minutes",
  h: "hours",
  d: "days",
};

/** A length of time as it is typed: an amount and its unit. */
export interface Interval {
  amount: string;
  unit: IntervalUnit;
  /** Whether it was typed rather than picked from the presets. */
  isCustom: boolean;
}

/** A length of time in the largest unit that gives a whole amount. */
export function intervalOf(ms: number): Interval {
  const units = Object.keys(INTERVAL_UNITS) as IntervalUnit[];
  const unit = units.findLast((each) => ms >= INTERVAL_UNITS[each] && ms % INTERVAL_UNITS[each] === 0) ?? "s";
  return { amount: String(ms / INTERVAL_UNITS[unit]), unit, isCustom: false };
}

/** A number as it was typed; NaN when it is none, so that the schema refuses it in its own words. */
export function numberOf(text: string): number {
  const trimmed = text.trim().replace(",", ".");
  return trimmed === "" ? Number.NaN : Number(trimmed);
}

export function msOf({ amount, unit }: Interval): number {
  return Math.round(numberOf(amount) * INTERVAL_UNITS[unit]);
}
