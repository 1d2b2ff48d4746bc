const formats = new Map<string, Intl.DateTimeFormat>();
const MINUTE_MS = 60_000;

/** By how many minutes a zone's clocks are ahead of UTC at a moment. */
function offsetMinutes(timeZone: string, at: number): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
    formats.set(timeZone, format);
  }
  const name = format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign = "+", hours = "0", minutes = "0"] = /GMT([+-])(\d+):(\d+)/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** A change of a zone's clocks. */
export interface ZoneChange {
  /** The first moment at which the new time holds. */
  at: number;
  /** Positive where clocks go forward. */
  byMinutes: number;
}

/** The change of the clocks that makes `to` differ from `from`; undefined where both have the same. */
export function zoneChangeBetween(timeZone: string, from: number, to: number): ZoneChange | undefined {
  const [before, after] = [offsetMinutes(timeZone, from), offsetMinutes(timeZone, to)];
  if (before === after) return undefined;
  let [early, late] = [Math.floor(from / MINUTE_MS), Math.ceil(to / MINUTE_MS)];
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (offsetMinutes(timeZone, middle * MINUTE_MS) === before) early = middle;
    else late = middle;
  }
  return { at: late * MINUTE_MS, byMinutes: after - before };
}
