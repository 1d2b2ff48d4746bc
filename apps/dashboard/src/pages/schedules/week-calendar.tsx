import { formatQuantity } from "@fieldline/ui/format";
import { formatDay, formatExact } from "@fieldline/ui/time";
import { Link } from "@tanstack/react-router";
import { ErrorState } from "../../components/error-state.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { useWeek } from "./use-week.ts";
import type { Day, DayEntry } from "./week.ts";

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll("_", " ");
const WEEKDAY = new Intl.DateTimeFormat("en", { weekday: "short" });

/** What runs in the coming seven days, day by day; a schedule that runs often has one line a day. */
export function WeekCalendar({ search }: { search: string | undefined }) {
  const { days, upcoming, isLoading, error, isFetching, refetch } = useWeek(search);
  if (error) return <ErrorState what="The week" error={error} onRetry={refetch} isRetrying={isFetching} />;
  if (isLoading) return <WeekSkeleton />;
  const off = new Set(upcoming.filter(({ isEnabled }) => !isEnabled).map(({ scheduleId }) => scheduleId)).size;
  return (
    <>
      <ol aria-label="The coming week" className="grid min-h-80 grid-cols-7 max-lg:block max-lg:min-h-0">
        {days.map((day, index) => (
          <DayColumn key={day.from} day={day} isToday={index === 0} />
        ))}
      </ol>
      <p className="border-t border-line px-3.5 py-2 text-[12.5px] text-muted">
        Times in your zone, {ZONE}.
        {off > 0 && ` ${formatQuantity(off, "schedule")} switched off ${off === 1 ? "is" : "are"} not shown.`}
      </p>
    </>
  );
}

/** The days on their way: no heading yet, since on a narrow screen what a day holds moves all that follow. */
function WeekSkeleton() {
  return (
    <div
      role="status"
      aria-label="Loading the week"
      className="grid min-h-89 grid-cols-7 content-start gap-4 p-3.5 max-lg:grid-cols-1"
    >
      {["first", "second", "third", "fourth", "fifth", "sixth", "seventh"].map((day) => (
        <Skeleton key={day} className="w-3/5" />
      ))}
    </div>
  );
}

interface DayColumnProps {
  day: Day;
  isToday: boolean;
}

function DayColumn({ day: { from, entries }, isToday }: DayColumnProps) {
  return (
    <li className="min-w-0 border-line lg:not-last:border-r max-lg:not-last:border-b">
      <h2
        className={`border-b border-line px-2.5 py-1.5 text-[13px] max-lg:border-0 max-lg:px-3.5 max-lg:pt-3 ${isToday ? "font-semibold text-accent" : "font-medium"}`}
      >
        {isToday ? "Today" : WEEKDAY.format(from)} <span className="font-normal text-muted">{formatDay(from)}</span>
      </h2>
      {entries.length === 0 ? (
        <p className="px-2.5 py-2 text-[12.5px] text-muted max-lg:px-3.5">Nothing</p>
      ) : (
        <ul className="p-1 max-lg:px-2 max-lg:pb-2">
          {entries.map((entry) => (
            <Entry key={`${entry.scheduleId} ${entry.at}`} entry={entry} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Entry({ entry: { scheduleId, name, at, when, count } }: { entry: DayEntry }) {
  return (
    <li>
      <Link
        to="/schedules/$scheduleId"
        params={{ scheduleId }}
        title={count > 1 ? name : `${name}: ${formatExact(at)}`}
        className="block rounded-sm px-1.5 py-1 text-[13px] leading-snug text-text no-underline hover:bg-hover max-lg:grid max-lg:grid-cols-[92px_minmax(0,1fr)] max-lg:gap-3 max-lg:py-2.5"
      >
        <span className={`block text-[12.5px] ${count > 1 ? "text-accent" : "text-muted"}`}>{when}</span>
        <span className="block wrap-anywhere">{name}</span>
      </Link>
    </li>
  );
}
