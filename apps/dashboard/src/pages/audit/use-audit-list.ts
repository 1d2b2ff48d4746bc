import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "../../api/trpc.ts";
import type { AuditFilter } from "./audit-query.ts";

/** The pages of the audit that a filter lets through, the newest entry first. */
export function useAuditList(filter: AuditFilter) {
  const api = useTRPC();
  const query = useInfiniteQuery({
    ...api.audit.list.infiniteQueryOptions(filter, { getNextPageParam: ({ nextCursor }) => nextCursor, staleTime: 0 }),
    placeholderData: keepPreviousData,
  });
  const { data } = query;
  const entries = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  return { query, entries };
}
