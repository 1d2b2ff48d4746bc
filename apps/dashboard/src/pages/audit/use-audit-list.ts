import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useTRPC } from "../../api/trpc.ts";
import type { AuditFilter } from "./audit-query.ts";

/**
 * The pages of the audit that a filter lets through, the newest entry first. A search reads so far back for one page;
 * where it found nothing it goes on by itself.
 */
export function useAuditList(filter: AuditFilter) {
  const api = useTRPC();
  const query = useInfiniteQuery({
    ...api.audit.list.infiniteQueryOptions(filter, { getNextPageParam: ({ nextCursor }) => nextCursor, staleTime: 0 }),
    placeholderData: keepPreviousData,
  });
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query;
  const lastPage = data?.pages.at(-1);
  const emptyPage = hasNextPage && !isError && lastPage?.items.length === 0 ? lastPage : undefined;
  useEffect(() => {
    if (emptyPage && !isFetching) void fetchNextPage();
  }, [emptyPage, isFetching, fetchNextPage]);
  const entries = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  return { query, entries, isSearchingOn: emptyPage !== undefined };
}
