import type { Upcoming } from "@fieldline/domain/schedule";
import { keepPreviousData, useQueries } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { useNow } from "../../components/clock.ts";
import { daysOf, weekFrom } from "./week.ts";

const STEP_MS = 300_000;

/**
 * The coming week. Each day is asked for by itself, since of a schedule that is due very often only the first times of
 * a span are told.
 */
export function useWeek(search: string | undefined) {
  const api = useTRPC();
  const now = Math.floor(useNow() / STEP_MS) * STEP_MS;
  const bounds = weekFrom(now);
  const queries = useQueries({
    queries: bounds.slice(0, -1).map((from, index) => ({
      ...api.schedules.upcoming.queryOptions({ from: Math.max(from, now), to: bounds[index + 1] ?? from }),
      placeholderData: keepPreviousData,
    })),
  });
  const wanted = search?.toLowerCase() ?? "";
  const all = queries.flatMap(({ data }): Upcoming[] => data?.items ?? []);
  const upcoming = all.filter(({ name }) => name.toLowerCase().includes(wanted));
  const enabled = upcoming.filter(({ isEnabled }) => isEnabled);
  return {
    upcoming,
    days: daysOf(enabled, bounds),
    isLoading: queries.some(({ isPending }) => isPending),
    isFetching: queries.some(({ isFetching }) => isFetching),
    error: queries.find(({ data, error }) => error && !data)?.error,
    refetch: () => {
      for (const query of queries) void query.refetch();
    },
  };
}
