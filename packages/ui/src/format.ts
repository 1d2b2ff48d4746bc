/** Stands for a figure that is not known, such as a latency where nothing was received. */
export const NO_VALUE = "–";
/** Keeps a number and its unit on one line. */
const NBSP = "\u00a0";

/** A figure in two parts, so that its unit can be set smaller than its value. */
export interface Figure {
  value: string;
  unit: string;
}

const counts = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

function decimals(value: number, digits: number) {
  return value.toFixed(digits).replace(/\.0+$/, "");
}

function joined({ value, unit }: Figure) {
  return unit ? `${value}${NBSP}${unit}` : value;
}

/** A latency in two parts: hundredths below 1 ms, tenths below 100 ms, whole ms from there, seconds from 10 s. */
export function msFigure(ms: number | null | undefined): Figure {
  if (ms == null) return { value: NO_VALUE, unit: "" };
  if (ms >= 10_000) return { value: decimals(ms / 1_000, 1), unit: "s" };
  if (ms > 0 && ms < 0.005) return { value: "<0.01", unit: "ms" };
  if (ms < 0.995) return { value: String(Number(ms.toFixed(2))), unit: "ms" };
  return { value: ms >= 99.95 ? counts.format(Math.round(ms)) : decimals(ms, 1), unit: "ms" };
}

/** A latency with its unit: "17 ms", "0.8 ms", "12.4 s". The space does not break. */
export function formatMs(ms: number | null | undefined): string {
  return joined(msFigure(ms));
}

/** A latency for the largest type: whole ms from 10 ms on. */
export function roundMsFigure(ms: number | null | undefined): Figure {
  return msFigure(ms != null && ms >= 10 && ms < 10_000 ? Math.round(ms) : ms);
}

/** A percentage in two parts; only an exact 0 or 100 reads as 0 or 100. */
export function percentFigure(percent: number | null | undefined): Figure {
  if (percent == null) return { value: NO_VALUE, unit: "" };
  if (percent > 0 && percent < 0.1) return { value: "<0.1", unit: "%" };
  if (percent > 99.9 && percent < 100) return { value: "99.9", unit: "%" };
  return { value: decimals(percent, 1), unit: "%" };
}

/** A percentage with its sign: "6.4 %". The space does not break. */
export function formatPercent(percent: number | null | undefined): string {
  return joined(percentFigure(percent));
}

/** A whole number with thousands set apart: "3,600". */
export function formatCount(count: number | null | undefined): string {
  return count == null ? NO_VALUE : counts.format(count);
}

/** A count with its noun: "1 sample", "3,600 samples". */
export function formatQuantity(count: number, singular: string, plural = `${singular}s`): string {
  return `${counts.format(count)}${NBSP}${count === 1 ? singular : plural}`;
}

/** A size in decimal units: "512 B", "1.4 MB". */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let size = bytes;
  let unit = 0;
  while (unit < units.length - 1 && Number(size.toFixed(1)) >= 1_000) {
    size /= 1_000;
    unit += 1;
  }
  return `${decimals(size, unit === 0 || size >= 100 ? 0 : 1)}${NBSP}${units[unit]}`;
}

/** A mean opinion score, one decimal: "4.3". */
export function formatMos(mos: number | null | undefined): string {
  return mos == null ? NO_VALUE : mos.toFixed(1);
}

/** A MAC address the way it is printed on the device: upper-case pairs with colons. Other text stays as it is. */
export function formatMac(mac: string): string {
  const digits = mac.replace(/[^0-9a-f]/gi, "");
  return digits.length === 12 ? (digits.toUpperCase().match(/../g) ?? []).join(":") : mac;
}
