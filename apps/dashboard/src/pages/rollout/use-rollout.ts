import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { useFeedFrames } from "../../live/feed-context.ts";

const CALM_MS = 1_000;

/** Calls `act` at once, or as soon as a second has passed since the last time; however often it is asked. */
export function useCalm(act: () => void): () => void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const lastMs = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  return () => {
    timer.current ??= setTimeout(
      () => {
        timer.current = undefined;
        lastMs.current = Date.now();
        latest.current();
      },
      Math.max(0, lastMs.current + CALM_MS - Date.now()),
    );
  };
}

/** One rollout. The feed brings its counts; what is drawn of it beside is read anew once a second at most. */
export function useRollout(id: string) {
  const api = useTRPC();
  const query = useQuery(api.rollouts.get.queryOptions({ id }));
  const readAnew = useCalm(() => void query.refetch());
  useFeedFrames((frame) => {
    if (frame.type === "rollout" && frame.rollout.id === id) readAnew();
  });
  return query;
}
