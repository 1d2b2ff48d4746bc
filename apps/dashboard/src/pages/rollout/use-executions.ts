import type { Execution } from "@fieldline/domain/rollout";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef } from "react";
import { useTRPC } from "../../api/trpc.ts";
import type { RolloutSearch } from "./rollout-search.ts";

/** So long a list of one page is left as it is, in ms; one of more pages longer. */
const CALM_MS = 1_000;

/** The devices of a rollout, read anew as it changes, and the less often the more of them are shown. */
export function useExecutions(id: string, { q, state }: RolloutSearch, version: number) {
  const api = useTRPC();
  const query = useInfiniteQuery({
    ...api.rollouts.executions.infiniteQueryOptions(
      { id, limit: 50, ...(q && { search: q }), ...(state && { state }) },
      { getNextPageParam: ({ nextCursor }) => nextCursor },
    ),
    placeholderData: keepPreviousData,
  });
  const pageCount = query.data?.pages.length ?? 1;
  const readVersion = useRef(version);
  const readAnew = useEffectEvent(() => {
    readVersion.current = version;
    void query.refetch({ cancelRefetch: false });
  });
  useEffect(() => {
    if (readVersion.current === version) return;
    const timer = setTimeout(() => readAnew(), CALM_MS * pageCount);
    return () => clearTimeout(timer);
  }, [version, pageCount]);
  return { query, executions: query.data?.pages.flatMap(({ items }): Execution[] => items) ?? [] };
}
