const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const NBSP = "\u00a0";

const UNITS = [
  { ms: DAY_MS, sign: "d" },
  { ms: HOUR_MS, sign: "h" },
  { ms: MINUTE_MS, sign: "m" },
  { ms: SECOND_MS, sign: "s" },
] as const;

/** A duration in its two largest units: "4 m 12 s", "1 h", "2 d 3 h"; below a second in ms. Rounds down. */
export function formatDuration(ms: number): string {
  const whole = Math.max(0, ms);
  if (whole > 0 && whole < SECOND_MS) return `${Math.round(whole)}${NBSP}ms`;
  const first = Math.max(
    0,
    UNITS.findIndex((unit) => whole >= unit.ms),
  );
  const start = whole < SECOND_MS ? UNITS.length - 1 : first;
  let rest = whole;
  return UNITS.slice(start, start + 2)
    .map(({ ms: unitMs, sign }, place) => {
      const count = Math.floor(rest / unitMs);
      rest -= count * unitMs;
      return count > 0 || place === 0 ? `${count}${NBSP}${sign}` : "";
    })
    .filter(Boolean)
    .join(NBSP);
}

/** How long ago, or how soon, in one unit: "now", "8 m ago", "in 2 h". What is to come is told to the nearest: a day less a second is "in 1 d". */
export function formatRelative(at: number, now: number): string {
  const distance = Math.abs(now - at);
  if (distance < 5 * SECOND_MS) return "now";
  const isOver = at <= now;
  const told = UNITS.map(({ ms, sign }, place) => {
    const slackMs = isOver ? 0 : (UNITS[place + 1]?.ms ?? 0) / 2;
    return { count: Math.floor((distance + slackMs) / ms), sign };
  }).find(({ count }) => count > 0);
  const amount = `${told?.count}${NBSP}${told?.sign}`;
  return isOver ? `${amount}${NBSP}ago` : `in${NBSP}${amount}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(at: number, timeZone: string | undefined, options: Intl.DateTimeFormatOptions) {
  const key = `${timeZone}${JSON.stringify(options)}`;
  let known = formats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat("en-GB", { ...options, hourCycle: "h23", ...(timeZone && { timeZone }) });
    formats.set(key, known);
  }
  return known.format(at);
}

/** The time of day in the reader's zone: "14:02:11". A zone can be given. */
export function formatClock(at: number, timeZone?: string): string {
  return format(at, timeZone, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
}

/** The time of day to the minute: "14:02". */
export function formatClockMinute(at: number, timeZone?: string): string {
  return format(at, timeZone, { hour: "2-digit", minute: "2-digit" });
}

/** The time of day to the millisecond, as a log shows it: "14:02:11.204". */
export function formatClockMs(at: number, timeZone?: string): string {
  return format(at, timeZone, { hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 });
}

/** The day alone: "22 Nov". */
export function formatDay(at: number, timeZone?: string): string {
  return format(at, timeZone, { day: "numeric", month: "short" });
}

/** The exact moment with its zone, for a tooltip: "22 Nov 2026, 14:02:11 UTC". */
export function formatExact(at: number, timeZone?: string): string {
  return format(at, timeZone, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  });
}

/** Since when, as short as today allows: "since 14:02:51", or with the day when that was another one. */
export function formatSince(at: number, now: number, timeZone?: string): string {
  const isToday = formatDay(at, timeZone) === formatDay(now, timeZone) && Math.abs(now - at) < DAY_MS;
  const clock = formatClock(at, timeZone);
  return isToday ? `since ${clock}` : `since ${formatDay(at, timeZone)}, ${clock}`;
}
