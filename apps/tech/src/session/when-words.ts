import { formatClock, formatClockMinute, formatDay } from "@fieldline/ui/time";

const MINUTE_MS = 60_000;
const SECONDS_COUNT_MS = 10 * MINUTE_MS;

/**
 * When something is possible again, in the reader's zone and never too early: "at 14:02:11" where it is soon, else
 * "at 14:03", with the day where it is another one.
 */
export function whenWords(at: number, now: number): string {
  const minute = Math.ceil(at / MINUTE_MS) * MINUTE_MS;
  const clock = at - now < SECONDS_COUNT_MS ? formatClock(Math.ceil(at / 1_000) * 1_000) : formatClockMinute(minute);
  const day = formatDay(at);
  return day === formatDay(now) ? `at ${clock}` : `on ${day.replace(" ", "\u00a0")} at ${clock}`;
}
