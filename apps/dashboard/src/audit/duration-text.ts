import { intervalOf } from "../pages/new-probe/interval.ts";

/** A length of time as one would type it: "90 days", "1 s", "10 min". */
export function durationText(ms: number): string {
  const { amount, unit } = intervalOf(ms);
  if (unit === "d") return amount === "1" ? "1 day" : `${amount} days`;
  return `${amount} ${unit}`;
}

const UNIT_MS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const LONG_UNITS: Record<string, string> = {
  sec: "s",
  second: "s",
  min: "m",
  minute: "m",
  hour: "h",
  day: "d",
  week: "w",
};
const PART = /\s*(\d+(?:[.,]\d+)?)\s*([a-z]+)/gy;

/** What was typed in ms: "90 days", "1 h 30 min", "0.5 s"; NaN when it is no length of time. */
export function msOfText(typed: string): number {
  const text = typed.trim().toLowerCase();
  let ms = 0;
  let end = 0;
  for (const [whole, amount = "", unit = ""] of text.matchAll(PART)) {
    const short = unit in UNIT_MS ? unit : LONG_UNITS[unit.replace(/s$/, "")];
    if (!short) return Number.NaN;
    ms += Number(amount.replace(",", ".")) * (UNIT_MS[short] ?? Number.NaN);
    end += whole.length;
  }
  return end > 0 && end === text.length ? Math.round(ms) : Number.NaN;
}
