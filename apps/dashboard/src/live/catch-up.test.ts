import type { AppRouter } from "@fieldline/api/router";
import type { FeedFrame } from "@fieldline/domain/frames";
import type { Job } from "@fieldline/domain/job";
import { QueryClient } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { describe, expect, it } from "vitest";
import { fakeClient } from "../testing/fake-api.ts";
import { aJob } from "../testing/job-fixture.ts";
import { catchUp } from "./catch-up.ts";

const SINCE_MS = 1_000_000;

async function caughtUp(items: Job[]) {
  const cache = new QueryClient();
  const client = fakeClient({ "jobs.list": () => ({ items, nextCursor: null }) });
  const api = createTRPCOptionsProxy<AppRouter>({ client, queryClient: cache });
  const listKey = api.jobs.list.queryKey({ limit: 5 });
  cache.setQueryData(listKey, { items: [], nextCursor: null });
  const frames: FeedFrame[] = [];
  await catchUp(SINCE_MS, { api, client, cache, onFrame: (frame) => frames.push(frame) });
  return { frames, listIsStale: cache.getQueryState(listKey)?.isInvalidated };
}

describe("catching up", () => {
  it("tells what has changed, the oldest first", async () => {
    const [newer, older] = [aJob({ updatedAt: 9 }), aJob({ updatedAt: 8 })];
    const { frames, listIsStale } = await caughtUp([newer, older]);
    expect(frames.map((frame) => frame.type === "job" && frame.job.id)).toEqual([older.id, newer.id]);
    expect(listIsStale).toBe(false);
  });

  it("has lists read anew when more has changed than it can read at once", async () => {
    const { listIsStale } = await caughtUp(Array.from({ length: 100 }, () => aJob({ updatedAt: SINCE_MS + 1 })));
    expect(listIsStale).toBe(true);
  });

  it("leaves lists alone when it has read back to the time before", async () => {
    const items = Array.from({ length: 100 }, (_, place) => aJob({ updatedAt: SINCE_MS - place * 1_000 }));
    expect((await caughtUp(items)).listIsStale).toBe(false);
  });
});
