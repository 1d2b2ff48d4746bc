import type { LogEntry } from "@fieldline/domain/job";

/** Which entries to show: those that hold every word of the search, the newest first. */
export function linesOf(entries: readonly LogEntry[], search: string): LogEntry[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const matching = entries.filter((entry) => {
    const text = `${labelOf(entry)} ${entry.message} ${entry.actor.name}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return matching.reverse();
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
