import { formatClockMinute, formatDay } from "@fieldline/ui/time";

/** Every zone that the browser knows, UTC first. */
export function knownZones(): readonly string[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];
}

const words = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[\s/_,]+/)
    .filter(Boolean);

/** The zones whose names hold every word that was typed. */
export function matchingZones(zones: readonly string[], typed: string): string[] {
  const wanted = words(typed);
  return zones.filter((zone) => {
    const name = zone.toLowerCase().replaceAll("_", " ");
    return wanted.every((word) => name.includes(word));
  });
}

/** What the clock shows in a zone: "22 Nov, 14:02"; undefined where there is no such zone. */
export function timeIn(zone: string, now: number): string | undefined {
  try {
    return `${formatDay(now, zone)}, ${formatClockMinute(now, zone)}`;
  } catch {
    return undefined;
  }
}
