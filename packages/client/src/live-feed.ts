import type { FeedFrame, FeedTopic } from "@fieldline/domain/frames";
import { parseFeedFrame } from "./frames.ts";
import { openLiveSocket } from "./live-socket.ts";
import type { LiveTiming } from "./live-timing.ts";
import { liveUrl } from "./live-url.ts";

/** `offline`: several attempts in a row have failed; the feed goes on trying, lists are best polled meanwhile. */
export type FeedConnection = "connecting" | "live" | "offline";

export interface WatchFeedOptions {
  topics: readonly FeedTopic[];
  /** The server's origin; empty for the page's own. */
  baseUrl: string;
  onFrame(frame: FeedFrame): void;
  /**
   * Told of each change. The feed repeats nothing: with `isReconnect` lists fetch again what they may have missed;
   * on the first `live`, so does a list that was fetched before.
   */
  onConnection?(connection: FeedConnection, isReconnect: boolean): void;
  timing?: Partial<LiveTiming>;
  webSocket?: typeof WebSocket;
}

export interface FeedWatch {
  close(): void;
}

const FAILURES_BEFORE_OFFLINE = 2;

/** Watches what changes in lists: jobs, alerts and deletions of the given topics, until it is closed. */
export function watchFeed({ topics, baseUrl, onFrame, onConnection, ...options }: WatchFeedOptions): FeedWatch {
  let connection: FeedConnection = "connecting";
  let wasLive = false;

  function become(next: FeedConnection) {
    if (next === connection) return;
    connection = next;
    onConnection?.(next, wasLive);
    wasLive ||= next === "live";
  }

  return openLiveSocket({
    ...options,
    url: () => liveUrl(baseUrl, "/live/feed", { topics: topics.join(",") }),
    onUp: () => become("live"),
    onDown: (failures) => become(failures < FAILURES_BEFORE_OFFLINE ? "connecting" : "offline"),
    onText(text) {
      const frame = parseFeedFrame(text);
      if (frame) onFrame(frame);
    },
  });
}
