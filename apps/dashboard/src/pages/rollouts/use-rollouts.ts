import type { Rollout, RolloutStatus } from "@fieldline/domain/rollout";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";

/** The rollouts of one status, or all. */
export function useRollouts(status: RolloutStatus | undefined) {
  const api = useTRPC();
  const query = useInfiniteQuery({
    ...api.rollouts.list.infiniteQueryOptions(status ? { status, limit: 50 } : { limit: 50 }, {
      getNextPageParam: ({ nextCursor }) => nextCursor,
    }),
    placeholderData: keepPreviousData,
  });
  return { query, rollouts: query.data?.pages.flatMap(({ items }): Rollout[] => items) ?? [] };
}
