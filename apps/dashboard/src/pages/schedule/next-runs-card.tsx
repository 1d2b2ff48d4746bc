import type { Schedule } from "@fieldline/domain/schedule";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { Card } from "../../components/card.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { RunTimes } from "./run-times.tsx";

const SHOWN = 10;
const POLL_MS = 15_000;

/** The next ten runs, or those that there would be if it were on. */
export function NextRunsCard({ schedule: { cron, timeZone, isEnabled, skipsNext } }: { schedule: Schedule }) {
  const api = useTRPC();
  const { data, error, refetch, isFetching } = useQuery({
    ...api.schedules.preview.queryOptions({ cron, timeZone, count: SHOWN }),
    refetchInterval: POLL_MS,
    placeholderData: keepPreviousData,
  });
  return (
    <Card title={isEnabled ? "Next runs" : "Next runs, were it on"} id="next-runs">
      <div className={`min-h-84 px-3.5 py-2 ${isEnabled ? "" : "opacity-70"}`}>
        {error && !data && (
          <ErrorState what="The next runs" error={error} onRetry={() => refetch()} isRetrying={isFetching} />
        )}
        {!error && !data && (
          <div role="status" aria-label="Loading the next runs">
            <Skeleton className="mt-2 h-70" />
          </div>
        )}
        {data?.runs.length === 0 && <p className="py-2 text-muted">It never runs: no day matches.</p>}
        {data && data.runs.length > 0 && (
          <RunTimes runs={data.runs} timeZone={timeZone} skipsFirst={skipsNext && isEnabled} />
        )}
      </div>
    </Card>
  );
}
