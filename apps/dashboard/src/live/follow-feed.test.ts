import type { AppRouter } from "@fieldline/api/router";
import type { WatchFeedOptions } from "@fieldline/client/live-feed";
import type { FeedFrame } from "@fieldline/domain/frames";
import type { Job } from "@fieldline/domain/job";
import { QueryClient } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { type FakeAnswers, fakeClient } from "../testing/fake-api.ts";
import { aJob } from "../testing/job-fixture.ts";
import type { Connection } from "./connection.ts";
import { followFeed } from "./follow-feed.ts";

let socket: WatchFeedOptions;
vi.mock("@fieldline/client/live-feed", () => ({
  watchFeed: (options: WatchFeedOptions) => {
    socket = options;
    return { close: () => {} };
  },
}));

let told: Connection[];
let frames: FeedFrame[];
beforeEach(() => {
  told = [];
  frames = [];
});

function follow(answers: FakeAnswers) {
  const cache = new QueryClient();
  const client = fakeClient(answers);
  const api = createTRPCOptionsProxy<AppRouter>({ client, queryClient: cache });
  const stop = followFeed({
    api,
    client,
    cache,
    onConnection: (connection) => told.push(connection),
    onFrame: (frame) => frames.push(frame),
  });
  return { cache, api, stop };
}

const listing = (items: Job[] = []) => ({ "jobs.list": () => ({ items, nextCursor: null }) });
const down = {
  "jobs.list": () => {
    throw new Error("down");
  },
};

describe("following the feed", () => {
  it("reads what was missed before it says that it is connected", async () => {
    const job = aJob();
    follow(listing([job]));
    socket.onConnection?.("live", false);
    await vi.waitFor(() => expect(told).toEqual(["catching-up", "connected"]));
    expect(frames).toEqual([{ type: "job", job }]);
  });

  it("merges a frame before it passes it on", () => {
    const { cache, api } = follow(listing());
    const job = aJob();
    const key = api.jobs.list.queryKey({ limit: 5 });
    cache.setQueryData(key, { items: [job], nextCursor: null });
    socket.onFrame({ type: "job", job: { ...job, version: 2, status: "paused" } });
    expect(cache.getQueryData(key)?.items[0]?.status).toBe("paused");
    expect(frames).toHaveLength(1);
  });

  it("asks instead where sockets do not get through, and says so", async () => {
    const { stop } = follow(listing());
    socket.onConnection?.("offline", false);
    await vi.waitFor(() => expect(told).toEqual(["polling"]));
    stop();
  });

  it("is offline when nothing gets through", async () => {
    const { stop } = follow(down);
    socket.onConnection?.("offline", false);
    await vi.waitFor(() => expect(told).toEqual(["offline"]));
    stop();
  });

  it("says nothing after it was stopped", async () => {
    const { stop } = follow(listing());
    stop();
    socket.onConnection?.("live", false);
    await Promise.resolve();
    expect(told).toEqual([]);
  });
});
