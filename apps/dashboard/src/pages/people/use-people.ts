import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { readMeAnew } from "../../session/me.ts";
import { useMe } from "../../session/use-me.ts";

/** The pages of people whose name or e-mail holds `search`. */
export function usePeople(search: string | undefined) {
  const api = useTRPC();
  const query = useInfiniteQuery({
    ...api.users.list.infiniteQueryOptions(search ? { search } : {}, {
      getNextPageParam: ({ nextCursor }) => nextCursor,
    }),
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  const { data } = query;
  const people = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  return { query, people };
}

/** To be called after a person has changed: lists are read again, and who I am where it was me. */
export function usePersonChanged(): (id: string) => Promise<void> {
  const api = useTRPC();
  const cache = useQueryClient();
  const me = useMe();
  return (id) => {
    if (id === me?.id) readMeAnew(cache, api);
    return cache.invalidateQueries({ queryKey: api.users.list.pathKey() });
  };
}
