import type { Schedule } from "@fieldline/domain/schedule";
import { Notice } from "../../components/notice.tsx";
import { clockOf, dayOf, READERS_ZONE, zoneWords } from "./run-words.ts";

/** What one should know before all else: that it is off and why, that it never runs again, or that one is skipped. */
export function ScheduleBanner({ schedule: { isEnabled, note, nextAt, skipsNext, timeZone } }: { schedule: Schedule }) {
  if (!isEnabled)
    return (
      <Notice tone="warn">
        <b className="font-semibold">It is off.</b> {note ?? "Nobody left a note why."}
      </Notice>
    );
  if (nextAt === null) return <Notice tone="warn">It never runs again: no day to come matches its rhythm.</Notice>;
  if (skipsNext)
    return (
      <Notice tone="idle">
        The run of {dayOf(nextAt, timeZone)}, {clockOf(nextAt, timeZone)}
        {timeZone !== READERS_ZONE && ` in ${zoneWords(timeZone)}`} is skipped; those after it run.
      </Notice>
    );
  return null;
}
