import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "../../api/trpc.ts";

const MOST = 100;

/** The names of the people there are, by id. */
export function usePeopleNames(): ReadonlyMap<string, string> {
  const api = useTRPC();
  const { data } = useQuery(api.users.list.queryOptions({ limit: MOST }, { staleTime: 60_000 }));
  return useMemo(() => new Map(data?.items.map(({ id, name }) => [id, name])), [data]);
}
