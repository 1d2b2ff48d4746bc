import { formatClock, formatDay, formatDuration, formatExact } from "@fieldline/ui/time";
import { Fragment } from "react";
import { Moment } from "../../components/moment.tsx";
import { clockOf, dayOf, READERS_ZONE, zoneWords } from "./run-words.ts";
import { type ZoneChange, zoneChangeBetween } from "./zone-change.ts";

interface RunTimesProps {
  runs: readonly number[];
  timeZone: string;
  /** The first is passed over. */
  skipsFirst?: boolean;
}

/** Moments in the schedule's zone and in the reader's, with a mark where the clocks of the first change between two. */
export function RunTimes({ runs, timeZone, skipsFirst = false }: RunTimesProps) {
  const isElsewhere = timeZone !== READERS_ZONE;
  return (
    <table className="w-full border-collapse text-[13.5px] [&_td]:py-1 [&_td]:pr-3 [&_td]:whitespace-nowrap [&_th]:py-1 [&_th]:pr-3 [&_th]:text-left [&_th]:text-[12.5px] [&_th]:font-normal [&_th]:text-muted">
      <thead>
        <tr>
          <th scope="col">{zoneWords(timeZone)}</th>
          {isElsewhere && <th scope="col">Your time</th>}
          <th scope="col" className="pr-0! text-right!">
            <span className="sr-only">From now</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((at, index) => {
          const before = runs[index - 1];
          const change = before === undefined ? undefined : zoneChangeBetween(timeZone, before, at);
          const isSkipped = skipsFirst && index === 0;
          return (
            <Fragment key={at}>
              {change && <ChangeRow change={change} timeZone={timeZone} columns={isElsewhere ? 3 : 2} />}
              <tr className={`border-t border-line ${isSkipped ? "text-muted" : ""}`}>
                <td title={formatExact(at, timeZone)} className={isSkipped ? "line-through" : ""}>
                  {dayOf(at, timeZone)} <b className="font-medium">{clockOf(at, timeZone)}</b>
                </td>
                {isElsewhere && (
                  <td className="text-muted" title={formatExact(at)}>
                    {formatDay(at) === formatDay(at, timeZone) ? "" : `${dayOf(at, READERS_ZONE)} `}
                    {clockOf(at, READERS_ZONE)}
                  </td>
                )}
                <td className="pr-0! text-right text-muted">{isSkipped ? "skipped" : <Moment at={at} />}</td>
              </tr>
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

interface ChangeRowProps {
  change: ZoneChange;
  timeZone: string;
  columns: number;
}

function ChangeRow({ change: { at, byMinutes }, timeZone, columns }: ChangeRowProps) {
  const by = formatDuration(Math.abs(byMinutes) * 60_000);
  return (
    <tr className="border-t border-line">
      <td colSpan={columns} className="bg-warn-weak px-2! text-[12.5px] whitespace-normal! text-warn">
        Clocks go {byMinutes > 0 ? "forward" : "back"} {by} on {dayOf(at, timeZone)}, to{" "}
        {formatClock(at, timeZone).slice(0, 5)}
      </td>
    </tr>
  );
}
