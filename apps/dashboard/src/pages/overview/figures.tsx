import { formatCount, percentFigure } from "@fieldline/ui/format";
import { lossTone } from "@fieldline/ui/status";
import { formatClockMinute } from "@fieldline/ui/time";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { ErrorState } from "../../components/error-state.tsx";
import { useCan } from "../../session/use-me.ts";
import { Figure } from "./figure.tsx";

const REFRESH_MS = 60_000;
const LOSS_COLOUR = { ok: "", idle: "", info: "", warn: "text-warn", bad: "text-bad" } as const;

/** The five figures, each with its last 24 hours and the list behind it. */
export function Figures() {
  const api = useTRPC();
  const canStart = useCan()("jobs.create");
  const {
    data: stats,
    error,
    refetch,
    isFetching,
  } = useQuery(api.jobs.stats.queryOptions(undefined, { refetchInterval: REFRESH_MS }));
  if (!stats && error)
    return (
      <div className="mt-4 rounded-md border border-line bg-surface">
        <ErrorState what="The figures" error={error} onRetry={() => refetch()} isRetrying={isFetching} />
      </div>
    );
  const hours = stats?.hours ?? [];
  const loss = percentFigure(stats?.averageLossToday);
  const { usedToday, jobsPerUserPerDay, resetsAt } = stats?.limits ?? {};
  const isUsedUp = usedToday !== undefined && jobsPerUserPerDay !== undefined && usedToday >= jobsPerUserPerDay;
  return (
    <section
      aria-label="Figures"
      className={`mt-4 grid gap-px overflow-hidden rounded-md border border-line bg-line max-sm:grid-cols-2 ${canStart ? "grid-cols-5 max-lg:grid-cols-3" : "grid-cols-4"}`}
    >
      <Figure
        name="Running now"
        value={stats && formatCount(stats.running)}
        link={{ to: "/jobs", search: { status: "running" } }}
        hours={hours.map(({ running }) => running)}
      />
      <Figure
        name="Completed today"
        value={stats && formatCount(stats.completedToday)}
        link={{ to: "/jobs", search: { status: "completed", when: "today" } }}
        hours={hours.map(({ completed }) => completed)}
      />
      <Figure
        name="Average loss today"
        value={stats && loss.value}
        unit={loss.unit}
        tone={LOSS_COLOUR[lossTone(stats?.averageLossToday ?? null)]}
        link={{ to: "/jobs", search: { when: "today", sort: "-lossPercent" } }}
        hours={hours.map(({ averageLossPercent }) => averageLossPercent ?? undefined)}
      />
      <Figure
        name="Alerts today"
        value={stats && formatCount(stats.alertsToday)}
        link={{ to: "/", search: { alerts: "today" }, hash: "alerts" }}
        hours={hours.map(({ alerts }) => alerts)}
      />
      {canStart && (
        <Figure
          name="My jobs today"
          value={stats && formatCount(usedToday)}
          unit={jobsPerUserPerDay === undefined ? "" : `of ${formatCount(jobsPerUserPerDay)}`}
          tone={isUsedUp ? "text-warn" : ""}
          note={resetsAt === undefined ? undefined : `The limit resets at ${formatClockMinute(resetsAt)}.`}
          link={{ to: "/jobs", search: { by: "me", when: "today" } }}
          hours={hours.map(({ created }) => created)}
        />
      )}
    </section>
  );
}
