import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { useFeedFrames } from "../../live/feed-context.ts";
import { useCalm } from "../rollout/use-rollout.ts";

const POLL_MS = 15_000;

/** One schedule; it and its history are read anew as its jobs and rollouts change, once a second at most. */
export function useSchedule(id: string) {
  const api = useTRPC();
  const cache = useQueryClient();
  const query = useQuery({ ...api.schedules.get.queryOptions({ id }), refetchInterval: POLL_MS });
  const readAnew = useCalm(() => {
    void query.refetch();
    void cache.invalidateQueries({ queryKey: api.schedules.runs.pathKey() });
  });
  const rolloutId = query.data?.lastRun?.rolloutId;
  useFeedFrames((frame) => {
    if (frame.type === "job" && frame.job.scheduleId === id) readAnew();
    if (frame.type === "rollout" && frame.rollout.id === rolloutId) readAnew();
  });
  return query;
}
