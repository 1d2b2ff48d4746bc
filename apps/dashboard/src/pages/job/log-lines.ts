import type { LogEntry } from "@fieldline/domain/job";

/** The words of a search, in small letters. */
function wordsOf(search: string): string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Which entries to show: those that hold every word of the search, the newest first. */
export function linesOf(entries: readonly LogEntry[], search: string): LogEntry[] {
  const words = wordsOf(search);
  if (words.length === 0) return entries.toReversed();
  const matching = entries.filter((entry) => {
    const text = `${labelOf(entry)} ${entry.message} ${entry.actor.name} ${payloadText(entry)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return matching.reverse();
}

/** Whether what was searched for stands in the entry's request or response. */
export function isFoundInside(entry: LogEntry, search: string): boolean {
  const words = wordsOf(search);
  if (words.length === 0 || entry.kind !== "payload") return false;
  const text = payloadText(entry).toLowerCase();
  return words.some((word) => text.includes(word));
}

function payloadText({ request, response }: LogEntry): string {
  return [request, response].map((part) => (part === undefined ? "" : JSON.stringify(part))).join(" ");
}

/** What kind of entry it is, in one word. */
export function labelOf({ status, kind, level }: LogEntry): string {
  if (status) return status.replace("_", " ");
  if (level === "warn" || level === "error") return level === "warn" ? "warning" : "error";
  return kind;
}

/** Earlier and live entries as one log, each once and in order. */
export function joinLogs(earlier: readonly LogEntry[], live: readonly LogEntry[]): readonly LogEntry[] {
  const firstLive = live[0]?.seq ?? Number.POSITIVE_INFINITY;
  return [...earlier.filter(({ seq }) => seq < firstLive), ...live];
}
