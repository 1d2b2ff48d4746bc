import { useCallback, useMemo } from "react";
import { ErrorState } from "../../components/error-state.tsx";
import { Icon } from "../../components/icon.tsx";
import type { JobColumns } from "./columns/use-job-columns.ts";
import type { JobsSearch } from "./jobs-search.ts";
import { JobsSkeleton } from "./jobs-skeleton.tsx";
import { JobsTable } from "./jobs-table.tsx";
import { NoJobs } from "./no-jobs.tsx";
import { useSelected } from "./selection-context.ts";
import type { useJobList } from "./use-job-list.ts";
import { useNewJobs } from "./use-new-jobs.ts";
import { useRowKeys } from "./use-row-keys.ts";

interface JobsListProps {
  search: JobsSearch;
  list: ReturnType<typeof useJobList>;
  columns: JobColumns;
  onClear: () => void;
}

/** The list in each of its states, and the jobs that arrived since it was read. */
export function JobsList({ search, list: { query, jobs, input, readAnew }, columns, onClear }: JobsListProps) {
  const shownIds = useMemo(() => new Set(jobs.map(({ id }) => id)), [jobs]);
  const arrived = useNewJobs(input, shownIds);
  const selection = useSelected();
  const rowKeys = useRowKeys(jobs, { listKey: input, onSelect: (id) => selection?.toggle(id) });
  const { fetchNextPage } = query;
  const loadMore = useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage]);
  const showArrived = async () => {
    await readAnew();
    arrived.forget();
    rowKeys.reset();
    window.scrollTo({ top: 0 });
  };

  return (
    <section
      ref={columns.measure}
      aria-label="Matching jobs"
      aria-busy={query.isFetching}
      className="relative rounded-md border border-line bg-surface"
    >
      {arrived.count > 0 && (
        <div className="sticky top-29 z-15 flex h-0 justify-center max-md:top-21">
          <button
            type="button"
            onClick={showArrived}
            className="flex h-8 -translate-y-5 cursor-pointer items-center gap-2 rounded-full bg-accent px-4 font-semibold text-on-accent shadow-float hover:brightness-110"
          >
            <Icon name="up" size={13} /> {arrived.count} new {arrived.count === 1 ? "job" : "jobs"}
          </button>
        </div>
      )}
      {query.isPending && <JobsSkeleton columns={columns} />}
      {query.isLoadingError && (
        <ErrorState what="Jobs" error={query.error} onRetry={() => query.refetch()} isRetrying={query.isFetching} />
      )}
      {query.isSuccess && jobs.length === 0 && <NoJobs search={search} onClear={onClear} />}
      {jobs.length > 0 && (
        <div className={query.isPlaceholderData ? "opacity-60" : ""}>
          <JobsTable
            jobs={jobs}
            rowKeys={rowKeys}
            columns={columns}
            hasMore={query.hasNextPage && !query.isFetchNextPageError}
            isLoadingMore={query.isFetching}
            onLoadMore={loadMore}
          />
        </div>
      )}
      {query.isFetchNextPageError && (
        <ErrorState what="More jobs" error={query.error} onRetry={loadMore} isRetrying={query.isFetching} />
      )}
    </section>
  );
}
