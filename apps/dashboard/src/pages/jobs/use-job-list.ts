import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { useMe } from "../../session/use-me.ts";
import { fromOf, listInputOf } from "./jobs-query.ts";
import type { JobsSearch } from "./jobs-search.ts";

/** The pages of jobs for an address, and how to read them anew from the top. */
export function useJobList(search: JobsSearch) {
  const api = useTRPC();
  const cache = useQueryClient();
  const me = useMe();
  const day = fromOf("today", Date.now());
  const asked = JSON.stringify({ ...search, columns: undefined });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new day is another question, other columns are not
  const input = useMemo(() => listInputOf(search, { now: Date.now(), myId: me?.id }), [asked, me?.id, day]);

  const options = api.jobs.list.infiniteQueryOptions(input, { getNextPageParam: ({ nextCursor }) => nextCursor });
  const query = useInfiniteQuery({
    ...options,
    enabled: search.by !== "me" || me !== undefined,
    placeholderData: keepPreviousData,
  });
  const { data } = query;
  const jobs = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);

  const readAnew = async () => {
    type Data = InfiniteData<NonNullable<typeof data>["pages"][number]>;
    cache.setQueryData<Data>(options.queryKey as readonly unknown[], (held) =>
      held ? { pages: held.pages.slice(0, 1), pageParams: held.pageParams.slice(0, 1) } : held,
    );
    await query.refetch();
  };
  return { query, jobs, input, readAnew };
}
