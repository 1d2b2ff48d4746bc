import type { Sample } from "@fieldline/domain/job";
import { type RouteChange, routeChanges } from "@fieldline/domain/route";
import { useEffect, useMemo, useState } from "react";
import type { SampleBuffer } from "../sample-buffer.ts";
import { type HopOver, hopsOver } from "./hops-over.ts";

export interface Route {
  hops: HopOver[];
  /** The oldest first. */
  changes: RouteChange[];
  roundCount: number;
  /** When the first and the last round were, in epoch ms; null before the first. */
  from: number | null;
  to: number | null;
}

const MOST_ROUNDS = 2_000;
const NONE: readonly Sample[] = [];

/** The way to a traceroute's target over what has come of it. */
export function useRoute(buffer: SampleBuffer, isWanted: boolean): Route {
  const [rounds, setRounds] = useState(NONE);
  useEffect(() => {
    setRounds(NONE);
    if (!isWanted) return;
    return buffer.follow((fresh) => {
      const withHops = fresh.filter(({ hops }) => hops !== undefined);
      if (withHops.length > 0) setRounds((old) => [...old, ...withHops].slice(-MOST_ROUNDS));
    });
  }, [buffer, isWanted]);
  return useMemo(
    () => ({
      hops: hopsOver(rounds),
      changes: routeChanges(rounds),
      roundCount: rounds.length,
      from: rounds[0]?.at ?? null,
      to: rounds.at(-1)?.at ?? null,
    }),
    [rounds],
  );
}
