import type { Schedule, ScheduleRun } from "@fieldline/domain/schedule";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { Card } from "../../components/card.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { ShowMore } from "../../components/show-more.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { HistoryLine } from "./history-line.tsx";

const POLL_MS = 15_000;
const ROWS = ["first", "second", "third", "fourth", "fifth"];

/** What became of each run, the newest first; those that were skipped or missed stand among them. */
export function HistoryCard({ schedule: { id } }: { schedule: Schedule }) {
  const api = useTRPC();
  const query = useInfiniteQuery({
    ...api.schedules.runs.infiniteQueryOptions({ id, limit: 25 }, { getNextPageParam: ({ nextCursor }) => nextCursor }),
    refetchInterval: POLL_MS,
  });
  const runs = query.data?.pages.flatMap(({ items }): ScheduleRun[] => items) ?? [];
  return (
    <Card title="History">
      {query.isPending && (
        <div role="status" aria-label="Loading the history">
          {ROWS.map((row) => (
            <div key={row} className="flex h-12 items-center gap-5 border-b border-line px-3.5 last:border-0">
              <Skeleton className="w-28" />
              <Skeleton isChip />
            </div>
          ))}
        </div>
      )}
      {query.isLoadingError && (
        <ErrorState
          what="The history"
          error={query.error}
          onRetry={() => query.refetch()}
          isRetrying={query.isFetching}
        />
      )}
      {query.isSuccess && runs.length === 0 && (
        <EmptyState title="It has not run yet">
          Each run is listed here with what became of it; those that are skipped or missed, too.
        </EmptyState>
      )}
      {runs.length > 0 && (
        <ol aria-label="Runs">
          {runs.map((run) => (
            <HistoryLine key={`${run.dueAt} ${run.at} ${run.isManual}`} run={run} />
          ))}
        </ol>
      )}
      <ShowMore query={query} />
    </Card>
  );
}
