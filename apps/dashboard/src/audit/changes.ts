import { formatExact } from "@fieldline/ui/time";
import { durationText } from "./duration-text.ts";

export interface Change {
  field: string;
  before: string;
  after: string;
}

const NOTHING = "–";
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A field's name in words: "durationMs" is the duration. */
function words(name: string): string {
  return name
    .replace(/(?<=[a-z])Ms$/, "")
    .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toLowerCase();
}

function text(name: string, value: unknown): string {
  if (value === undefined || value === null || value === "") return NOTHING;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number" && /[a-z]At$/.test(name)) return formatExact(value);
  if (typeof value === "number" && /[a-z]Ms$/.test(name)) return durationText(value);
  if (Array.isArray(value) && value.every((each) => typeof each !== "object")) return value.join(", ") || NOTHING;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function differences(before: Record<string, unknown>, after: Record<string, unknown>, within: string): Change[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const [old, next] = [before[name], after[name]];
    const field = within + words(name);
    if (isRecord(old ?? next) && isRecord(next ?? old))
      return differences(isRecord(old) ? old : {}, isRecord(next) ? next : {}, `${field} › `);
    const change = { field, before: text(name, old), after: text(name, next) };
    return change.before === change.after ? [] : [change];
  });
}

/** Which fields an audit entry changed, from what to what; none where it made or removed something. */
export function changesOf(before: unknown, after: unknown): Change[] {
  return isRecord(before) && isRecord(after) ? differences(before, after, "") : [];
}

/** The same, with all that was made or removed. */
export function allChangesOf(before: unknown, after: unknown): Change[] {
  return differences(isRecord(before) ? before : {}, isRecord(after) ? after : {}, "");
}
