import type { Bursts } from "./bursts.ts";
import { dominantError, type ErrorTally } from "./error-tally.ts";

/** "16.9 ms", "240 ms": as exact as a person would read it. */
export function exactMs(ms: number): string {
  return `${ms < 100 ? fine(ms) : grouped(ms)} ms`;
}

/** "17 ms": for a comparison, in whole ms from 10 on. */
export function aboutMs(ms: number): string {
  return `${ms < 10 ? fine(ms) : grouped(ms)} ms`;
}

/** "6.4 % loss"; a loss too small to show is "under 0.1 % loss", never 0. */
export function lossOf(lost: number, sent: number): string {
  const percent = sent === 0 ? 0 : (100 * lost) / sent;
  return percent > 0 && percent < 0.05 ? "under 0.1 % loss" : `${decimal(percent)} % loss`;
}

/** "0.2 % loss over 484 packets"; of fewer than 100 packets the count says more: "1 of 43 packets lost". */
export function lossOver(lost: number, sent: number): string {
  if (lost > 0 && sent < 100) return `${lost} of ${packets(sent)} lost`;
  return `${lossOf(lost, sent)} over ${packets(sent)}`;
}

/** "1 packet", "1,200 packets". */
export function packets(count: number): string {
  return count === 1 ? "1 packet" : `${grouped(count)} packets`;
}

/** To follow a loss: ", one packet at a time", " in bursts of 3 packets", " in bursts of 2 to 6 packets". */
export function inBursts({ shortest, longest }: Bursts): string {
  if (longest === 1) return ", one packet at a time";
  return ` in bursts of ${shortest === longest ? "" : `${shortest} to `}${packets(longest)}`;
}

/** What happened before: "one outage of 12 packets", "11 drops of 2 to 6 packets". */
export function droppedBefore({ count, shortest, longest }: Bursts, offlineAfterLost: number): string {
  if (count === 1) return `one ${longest < offlineAfterLost ? "drop" : "outage"} of ${packets(longest)}`;
  return `${grouped(count)} drops of ${shortest === longest ? "" : `${shortest} to `}${packets(longest)}`;
}

/** The reason that most of the lost packets share, to follow a comma or semicolon; none for a plain silence. */
export function causeOf(errors: ErrorTally, lost: number): string | null {
  const error = dominantError(errors, lost)?.trim().replace(/\.+$/, "");
  if (!error || /^(no (reply|answer|response)|time[ -]?out|timed out)/i.test(error)) return null;
  return /^[A-Z][a-z ]/.test(error) ? error.charAt(0).toLowerCase() + error.slice(1) : error;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function grouped(count: number): string {
  return Math.round(count)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A device measures in microseconds: below 1 ms the hundredths tell. */
function fine(ms: number): string {
  return ms < 1 ? (Math.round(ms * 100) / 100).toString() : decimal(ms);
}

function decimal(figure: number): string {
  return (Math.round(figure * 10) / 10).toString();
}
