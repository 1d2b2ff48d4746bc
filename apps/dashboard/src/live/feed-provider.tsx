import type { FeedFrame } from "@fieldline/domain/frames";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { useTRPC, useTRPCClient } from "../api/trpc.ts";
import type { Connection } from "./connection.ts";
import { FeedContext } from "./feed-context.ts";

type Listener = (frame: FeedFrame) => void;

function createListeners() {
  const listeners = new Set<Listener>();
  return {
    tell: (frame: FeedFrame) => {
      for (const listener of listeners) listener(frame);
    },
    listen: (listener: Listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Keeps what is shown in step with the server, for every page beneath. */
export function FeedProvider({ children }: { children: ReactNode }) {
  const api = useTRPC();
  const client = useTRPCClient();
  const cache = useQueryClient();
  const [connection, setConnection] = useState<Connection>("catching-up");
  const [{ tell, listen }] = useState(createListeners);
  useEffect(() => {
    let stop: (() => void) | undefined;
    let isGone = false;
    import("./follow-feed.ts").then(
      ({ followFeed }) => {
        if (!isGone) stop = followFeed({ api, client, cache, onConnection: setConnection, onFrame: tell });
      },
      () => setConnection("offline"),
    );
    return () => {
      isGone = true;
      stop?.();
    };
  }, [api, client, cache, tell]);
  const feed = useMemo(() => ({ connection, listen }), [connection, listen]);
  return <FeedContext value={feed}>{children}</FeedContext>;
}
