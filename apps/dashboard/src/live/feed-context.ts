import type { FeedFrame } from "@fieldline/domain/frames";
import { createContext, useContext, useEffect, useEffectEvent } from "react";
import type { Connection } from "./connection.ts";

export interface Feed {
  connection: Connection;
  /** Calls back with each frame after it has been merged into the lists; returns how to stop. */
  listen: (onFrame: (frame: FeedFrame) => void) => () => void;
}

export const FeedContext = createContext<Feed>({ connection: "catching-up", listen: () => () => {} });

export function useConnection(): Connection {
  return useContext(FeedContext).connection;
}

/** Follows the feed while the component is there. */
export function useFeedFrames(onFrame: (frame: FeedFrame) => void): void {
  const { listen } = useContext(FeedContext);
  const latest = useEffectEvent(onFrame);
  useEffect(() => listen((frame) => latest(frame)), [listen]);
}
