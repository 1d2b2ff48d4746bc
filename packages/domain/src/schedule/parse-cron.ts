import { Cron } from "croner";
import { fieldsOf } from "./cron.ts";

interface Field {
  name: string;
  takes: string;
}

const FIELDS: Field[] = [
  { name: "seconds", takes: "0 to 59" },
  { name: "minutes", takes: "0 to 59" },
  { name: "hours", takes: "0 to 23" },
  { name: "day of the month", takes: "1 to 31, L for the last day, or a day with W for the weekday nearest to it" },
  { name: "month", takes: "1 to 12, or JAN to DEC" },
  {
    name: "day of the week",
    takes: "0 to 7 with Sunday as 0 and 7, or SUN to SAT; MON#2 for the second Monday, FRI#L for the last Friday",
  },
];

const LENGTH = 200;

/**
 * A cron expression of five fields, or six with seconds first, with one space between them; or what is wrong with it, in
 * words that name the field.
 */
export function parseCron(text: string): { ok: true; cron: string } | { ok: false; message: string } {
  const fields = fieldsOf(text);
  if (text.length > LENGTH) return { ok: false, message: `A cron expression has at most ${LENGTH} characters.` };
  if (fields.length < 5 || fields.length > 6 || fields[0] === "")
    return {
      ok: false,
      message:
        "A cron expression has five fields (minutes, hours, day of the month, month, day of the week), or six with seconds first: 0 3 * * * is 03:00 every day.",
    };
  const named = FIELDS.slice(6 - fields.length);
  const wrong = fields.findIndex((_field, at) => !isTaken(fields, at));
  const field = named[wrong];
  if (!field) return { ok: true, cron: fields.join(" ") };
  return {
    ok: false,
    message: `The field for ${field.name}, ${fields[wrong]}, cannot be read. It takes ${field.takes}; * for every one, and lists (1,3), ranges (1-5) and steps (*/10, 0-30/10).`,
  };
}

/** Whether the library reads this field where all others are `*`. */
function isTaken(fields: string[], at: number): boolean {
  if (!/^[0-9a-z*,/?#-]+$/i.test(fields[at] ?? "")) return false;
  const alone = fields.map((field, place) => (place === at ? field : "*")).join(" ");
  try {
    return new Cron(alone, { timezone: "UTC", mode: "5-or-6-parts", paused: true }).getPattern() === alone;
  } catch {
    return false;
  }
}
