import cronstrue from "cronstrue";

const WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** What a cron expression says, in words; the expression itself where there are none for it. */
export function inWords(cron: string): string {
  try {
    // Where both are given, either is enough.
    return cronstrue
      .toString(asRead(cron), { use24HourTimeFormat: true })
      .replace(" of the month, and ", " of the month, or ");
  } catch {
    return `By the expression ${cron}`;
  }
}

/** The last weekday of a month, as the library reads it: FRI#L is 5L. */
function asRead(cron: string): string {
  return cron.replace(/([A-Z]{3}|\d)#L/gi, (_text, day: string) => {
    const number = WEEKDAYS.indexOf(day.toUpperCase());
    return `${number < 0 ? day : number}L`;
  });
}
