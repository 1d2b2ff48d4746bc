import type { Upcoming } from "@fieldline/domain/schedule";
import { formatQuantity } from "@fieldline/ui/format";
import { formatClockMinute, formatDuration } from "@fieldline/ui/time";

/** What one line of a day says: an occurrence, or all of a schedule's that day. */
export interface DayEntry {
  scheduleId: string;
  name: string;
  /** When the first of it is due, in epoch ms. */
  at: number;
  /** "03:00", or "every 6 h". */
  when: string;
  count: number;
}

export interface Day {
  from: number;
  entries: DayEntry[];
}

const WEEK_DAYS = 7;
/** More than so many of one schedule on one day become one line. */
const MOST_SINGLE = 2;

/** Where each of the coming seven days begins in the reader's zone, today first, and where the last one ends. */
export function weekFrom(now: number): number[] {
  const today = new Date(now);
  return Array.from({ length: WEEK_DAYS + 1 }, (_, offset) =>
    new Date(today.getFullYear(), today.getMonth(), today.getDate() + offset).getTime(),
  );
}

/** The occurrences by day, in order; a schedule that comes often on a day has one line there. */
export function daysOf(upcoming: readonly Upcoming[], bounds: readonly number[]): Day[] {
  return bounds.slice(0, -1).map((from, index) => {
    const until = bounds[index + 1] ?? Number.POSITIVE_INFINITY;
    const entries = entriesOf(upcoming.filter(({ at }) => at >= from && at < until));
    return { from, entries: entries.sort((a, b) => a.at - b.at || a.name.localeCompare(b.name)) };
  });
}

function entriesOf(upcoming: readonly Upcoming[]): DayEntry[] {
  const bySchedule = Map.groupBy(upcoming, ({ scheduleId }) => scheduleId);
  return [...bySchedule.values()].flatMap((runs) => {
    const times = runs.map(({ at }) => at).sort((a, b) => a - b);
    const [first] = runs;
    if (!first) return [];
    const { scheduleId, name } = first;
    if (times.length > MOST_SINGLE)
      return [{ scheduleId, name, at: times[0] ?? first.at, when: oftenWords(times), count: times.length }];
    return times.map((at) => ({ scheduleId, name, at, when: formatClockMinute(at), count: 1 }));
  });
}

/** "every 6 h" where the gaps are the same, else how many there are. */
function oftenWords(times: readonly number[]): string {
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
  const [gap = 0] = gaps;
  return gaps.every((each) => each === gap) ? `every ${formatDuration(gap)}` : formatQuantity(times.length, "run");
}
