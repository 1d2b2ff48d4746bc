import { watchFeed } from "@fieldline/client/live-feed";
import type { FeedFrame } from "@fieldline/domain/frames";
import { type CatchUpOptions, catchUp } from "./catch-up.ts";
import type { Connection } from "./connection.ts";
import { mergeFrame } from "./merge-frame.ts";
import { createStatsRefresh } from "./stats-refresh.ts";

interface FollowFeedOptions extends CatchUpOptions {
  onConnection: (connection: Connection) => void;
}

const POLL_MS = 5_000;

/** Follows the feed until the returned function is called; where sockets do not get through, asks instead. */
export function followFeed({ onConnection, onFrame, ...rest }: FollowFeedOptions): () => void {
  const { api, cache } = rest;
  const stats = createStatsRefresh(() => void cache.invalidateQueries({ queryKey: api.jobs.stats.queryKey() }));
  let currentUntilMs = Date.now();
  let isLive = false;
  let pollTimer: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;

  const take = (frame: FeedFrame) => {
    mergeFrame(cache, api, frame);
    stats.note(frame);
    onFrame(frame);
  };
  const readMissed = async () => {
    const startedMs = Date.now();
    await catchUp(currentUntilMs, { ...rest, onFrame: take });
    currentUntilMs = startedMs;
  };
  const tell = (connection: Connection) => {
    if (!isClosed) onConnection(connection);
  };

  async function becomeLive() {
    isLive = true;
    clearTimeout(pollTimer);
    tell("catching-up");
    await readMissed().catch(() => undefined);
    if (isLive) tell("connected");
  }

  async function poll() {
    const connection = await readMissed().then(
      () => "polling" as const,
      () => "offline" as const,
    );
    if (isLive || isClosed) return;
    tell(connection);
    pollTimer = setTimeout(poll, POLL_MS);
  }

  const watch = watchFeed({
    topics: ["jobs", "alerts", "devices", "rollouts", "queues"],
    baseUrl: "",
    onFrame: take,
    onConnection(state) {
      if (state === "live") return void becomeLive();
      if (isLive) currentUntilMs = Date.now();
      isLive = false;
      clearTimeout(pollTimer);
      if (state === "offline") void poll();
      else tell("catching-up");
    },
  });
  return () => {
    isClosed = true;
    clearTimeout(pollTimer);
    stats.stop();
    watch.close();
  };
}
