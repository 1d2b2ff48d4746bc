import { TZDate } from "@date-fns/tz";
import { addDays, format, startOfDay as startOfLocalDay } from "date-fns";

const DAY_MS = 86_400_000;

/** The number of the local date, counted from 1 January 1970 in whatever zone it is a date of. */
export function dayOf(now: number, timeZone: string): number {
  const local = new TZDate(now, timeZone);
  return TZDate.tz("UTC", local.getFullYear(), local.getMonth(), local.getDate()).getTime() / DAY_MS;
}

/** When the local date began: its first moment, which is not 00:00 where the clocks skip that. */
export function startOfDay(now: number, timeZone: string): number {
  return startOfLocalDay(new TZDate(now, timeZone)).getTime();
}

/** When the local date is over: the first moment of the next. */
export function endOfDay(now: number, timeZone: string): number {
  const start = startOfLocalDay(new TZDate(now, timeZone));
  // A day after a midnight may be no midnight: the clocks may skip this one or have skipped the one before.
  return startOfLocalDay(addDays(start, 1)).getTime();
}

/** "00:00": the local clock's time. */
export function clockTime(at: number, timeZone: string): string {
  return format(new TZDate(at, timeZone), "HH:mm");
}
