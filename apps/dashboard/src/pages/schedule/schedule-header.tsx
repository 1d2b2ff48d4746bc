import type { Schedule } from "@fieldline/domain/schedule";
import { Link } from "@tanstack/react-router";
import { Moment } from "../../components/moment.tsx";
import { useMe } from "../../session/use-me.ts";
import { Fact } from "../job/fact.tsx";
import { CronWords } from "./cron-words.tsx";
import { EnabledSwitch } from "./enabled-switch.tsx";
import { zoneWords } from "./run-words.ts";
import { ScheduleButtons } from "./schedule-buttons.tsx";
import { TargetLink } from "./target-words.tsx";

const LINK = "font-medium text-text underline decoration-line-strong underline-offset-2 hover:text-accent";

interface ScheduleHeaderProps {
  schedule: Schedule;
  onEdit: () => void;
}

/** What runs, where, when, whose it is; and what can be done about it. */
export function ScheduleHeader({ schedule, onEdit }: ScheduleHeaderProps) {
  const { name, templateSlug, templateName, cron, timeZone, isEnabled, ownerId, ownerName, createdAt } = schedule;
  const me = useMe();
  const variables = Object.entries(schedule.variables);
  return (
    <div>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="flex min-h-8 min-w-0 flex-[1_1_360px] flex-wrap items-center gap-x-3 gap-y-1.5 max-sm:basis-full">
          <h1 className="text-[20px] leading-tight font-[650] tracking-[-.01em] wrap-anywhere">{name}</h1>
          <span className="inline-flex items-center gap-1.5 text-muted">
            <EnabledSwitch schedule={schedule} /> {isEnabled ? "On" : "Off"}
          </span>
        </div>
        <ScheduleButtons schedule={schedule} onEdit={onEdit} />
      </div>
      <div className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-muted [&_b]:font-medium [&_b]:text-text">
        <Fact name="Runs">
          <Link to="/templates/$slug" params={{ slug: templateSlug }} className={LINK}>
            {templateName}
          </Link>
        </Fact>
        <span>
          <TargetLink schedule={schedule} className={LINK} />
        </span>
        <b>
          <CronWords cron={cron} timeZone={timeZone} />
        </b>
        <span>
          <span className="font-mono text-[.96em] text-text">{cron}</span>, {zoneWords(timeZone)}
        </span>
        <span>
          by <b>{me?.id === ownerId ? "you" : ownerName}</b>, <Moment at={createdAt} />
        </span>
      </div>
      {variables.length > 0 && (
        <dl className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5 text-[13px]">
          {variables.map(([variable, value]) => (
            <div key={variable} className="flex min-w-0 gap-1.5">
              <dt className="text-muted">{variable}</dt>
              <dd className="min-w-0 font-mono text-[.96em] wrap-anywhere">{value || "(empty)"}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
