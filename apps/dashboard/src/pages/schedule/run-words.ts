import { formatClock, formatClockMinute } from "@fieldline/ui/time";

export const READERS_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

const MINUTE_MS = 60_000;
const days = new Map<string, Intl.DateTimeFormat>();

/** "Mon 23 Nov"; with the year where it is not this one. */
export function dayOf(at: number, timeZone: string): string {
  const isThisYear = new Date(at).getFullYear() === new Date().getFullYear();
  const key = `${timeZone}${isThisYear}`;
  let format = days.get(key);
  if (!format) {
    const year = isThisYear ? {} : { year: "numeric" as const };
    format = new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short", day: "numeric", month: "short", ...year });
    days.set(key, format);
  }
  return format.format(at).replace(",", "");
}

/** The time of day, to the second where it is not a whole minute. */
export function clockOf(at: number, timeZone: string): string {
  return at % MINUTE_MS === 0 ? formatClockMinute(at, timeZone) : formatClock(at, timeZone);
}

/** A zone as people read it. */
export function zoneWords(timeZone: string): string {
  return timeZone.replaceAll("_", " ");
}
