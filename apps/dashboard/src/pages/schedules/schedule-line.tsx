import type { Schedule } from "@fieldline/domain/schedule";
import { NO_VALUE } from "@fieldline/ui/format";
import { formatClockMinute, formatDay } from "@fieldline/ui/time";
import { Link } from "@tanstack/react-router";
import { Moment } from "../../components/moment.tsx";
import { Chip } from "../../components/status-chip.tsx";
import { CronWords } from "../schedule/cron-words.tsx";
import { EnabledSwitch } from "../schedule/enabled-switch.tsx";
import { RunLink } from "../schedule/run-link.tsx";
import { runLook } from "../schedule/run-looks.ts";
import { TargetWords } from "../schedule/target-words.tsx";

export const COLUMNS =
  "grid-cols-[44px_minmax(0,1.2fr)_minmax(0,1fr)_130px_214px] max-xl:grid-cols-[44px_minmax(0,1.1fr)_minmax(0,1fr)_110px_160px]";

/** One schedule: what it runs and where, when, how the last run went, and whether it is on. */
export function ScheduleLine({ schedule }: { schedule: Schedule }) {
  const { id, name, templateName, cron, timeZone, isEnabled, note, nextAt, skipsNext, lastRun } = schedule;
  return (
    <li
      className={`relative grid min-h-16 items-center gap-x-5 gap-y-2 border-b border-line px-3.5 py-2.5 last:border-0 hover:bg-hover has-[a:focus-visible]:bg-accent-weak ${COLUMNS} max-lg:grid-cols-[44px_minmax(0,1fr)] max-lg:items-start max-lg:py-3.5`}
    >
      <span className="relative z-[1] max-lg:row-span-4">
        <EnabledSwitch schedule={schedule} />
      </span>
      <div className="min-w-0">
        <Link
          to="/schedules/$scheduleId"
          params={{ scheduleId: id }}
          className="font-[550] text-text no-underline wrap-anywhere after:absolute after:inset-0 after:content-['']"
        >
          {name}
        </Link>
        <p className="text-[13px] text-muted wrap-anywhere">
          {templateName} → <TargetWords schedule={schedule} />
        </p>
        {!isEnabled && note && <p className="text-[13px] text-warn wrap-anywhere">{note}</p>}
      </div>
      <div className="min-w-0 text-[13.5px]">
        <CronWords cron={cron} timeZone={timeZone} />
        <p className="text-[12.5px] text-muted">{timeZone.replaceAll("_", " ")}</p>
      </div>
      <div className="text-[13.5px] max-lg:flex max-lg:flex-wrap max-lg:gap-x-2">
        {isEnabled ? <NextRun at={nextAt} isSkipped={skipsNext} /> : <span className="text-muted">Off</span>}
      </div>
      <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-[13px]">
        {lastRun ? (
          <>
            <RunLink run={lastRun}>
              <Chip look={runLook(lastRun)} />
            </RunLink>
            <Moment at={lastRun.dueAt} className="whitespace-nowrap text-muted" />
          </>
        ) : (
          <span className="text-muted">not run yet</span>
        )}
      </div>
    </li>
  );
}

function NextRun({ at, isSkipped }: { at: number | null; isSkipped: boolean }) {
  if (at === null) return <span className="text-muted">{NO_VALUE} never again</span>;
  return (
    <>
      <Moment at={at} className={`block whitespace-nowrap ${isSkipped ? "text-muted line-through" : ""}`} />
      <span className="block text-[12.5px] whitespace-nowrap text-muted">
        {isSkipped ? "is skipped" : `${formatDay(at)}, ${formatClockMinute(at)}`}
      </span>
    </>
  );
}
