import type { Schedule } from "@fieldline/domain/schedule";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { useFeedFrames } from "../../live/feed-context.ts";
import { useCalm } from "../rollout/use-rollout.ts";

const POLL_MS = 15_000;

/** The schedules, by name; read anew while they are looked at, and at once when one has made a job. */
export function useSchedules(search: string | undefined) {
  const api = useTRPC();
  const query = useInfiniteQuery({
    ...api.schedules.list.infiniteQueryOptions(
      { limit: 50, ...(search && { search }) },
      { getNextPageParam: ({ nextCursor }) => nextCursor },
    ),
    placeholderData: keepPreviousData,
    refetchInterval: POLL_MS,
  });
  const readAnew = useCalm(() => void query.refetch());
  const schedules = query.data?.pages.flatMap(({ items }): Schedule[] => items) ?? [];
  useFeedFrames((frame) => {
    if (frame.type !== "job" || frame.job.scheduleId === null) return;
    const { id, scheduleId, status } = frame.job;
    const shown = schedules.find((each) => each.id === scheduleId);
    if (shown && (shown.lastRun?.jobId !== id || shown.lastRun.status !== status)) readAnew();
  });
  return { query, schedules };
}
