import type { AppRouter } from "@fieldline/api/router";
import type { Alert, Job } from "@fieldline/domain/job";
import { type InfiniteData, QueryClient } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { beforeEach, describe, expect, it } from "vitest";
import { aDevice } from "../testing/device-fixture.ts";
import { fakeClient } from "../testing/fake-api.ts";
import { aJob } from "../testing/job-fixture.ts";
import { mergeFrame } from "./merge-frame.ts";

type Page = { items: Job[]; nextCursor: string | null };

let cache: QueryClient;
let api: ReturnType<typeof createTRPCOptionsProxy<AppRouter>>;
beforeEach(() => {
  cache = new QueryClient();
  api = createTRPCOptionsProxy<AppRouter>({ client: fakeClient({}), queryClient: cache });
});

const [first, second] = [aJob(), aJob()];
const pagesKey = () => api.jobs.list.infiniteQueryKey({ limit: 50 }) as readonly unknown[];
const pages = () => cache.getQueryData<InfiniteData<Page>>(pagesKey())?.pages;

describe("a job that changed", () => {
  beforeEach(() => {
    cache.setQueryData<InfiniteData<Page>>(pagesKey(), {
      pages: [
        { items: [first], nextCursor: "1" },
        { items: [second], nextCursor: null },
      ],
      pageParams: [null, "1"],
    });
  });

  it("is renewed in its place, on whatever page it is", () => {
    mergeFrame(cache, api, { type: "job", job: { ...second, version: 2, status: "completed" } });
    expect(pages()?.map(({ items }) => items.map(({ status }) => status))).toEqual([["running"], ["completed"]]);
  });

  it("is not put back by news that come late", () => {
    mergeFrame(cache, api, { type: "job", job: { ...first, version: 3, status: "cancelled" } });
    mergeFrame(cache, api, { type: "job", job: { ...first, version: 2, status: "paused" } });
    expect(pages()?.[0]?.items[0]?.status).toBe("cancelled");
  });

  it("is not inserted where it is not listed", () => {
    mergeFrame(cache, api, { type: "job", job: aJob() });
    expect(pages()?.flatMap(({ items }) => items)).toHaveLength(2);
  });

  it("leaves the lists when it is deleted", () => {
    mergeFrame(cache, api, { type: "deleted", id: first.id });
    expect(pages()?.map(({ items }) => items.length)).toEqual([0, 1]);
  });

  it("is asked for again by its own page when it is deleted, which then finds it gone", () => {
    const key = api.jobs.get.queryKey({ id: first.id });
    cache.setQueryData(key, first);
    mergeFrame(cache, api, { type: "deleted", id: first.id });
    expect(cache.getQueryState(key)?.isInvalidated).toBe(true);
  });
});

describe("an alert", () => {
  const alert: Alert = {
    id: "a",
    jobId: first.id,
    jobName: first.name,
    requesterId: first.requesterId,
    state: "offline",
    reason: "Offline.",
    raisedAt: 1,
    clearedAt: null,
  };
  const key = () => api.alerts.list.queryKey({ open: true });
  const listed = () => (cache.getQueryData(key()) as { items: Alert[] } | undefined)?.items;

  it("comes to the top once, and is cleared where it stands", () => {
    cache.setQueryData(key(), { items: [{ ...alert, id: "b" }] });
    mergeFrame(cache, api, { type: "alert", alert });
    mergeFrame(cache, api, { type: "alert", alert: { ...alert, clearedAt: 9 } });
    expect(listed()?.map(({ id, clearedAt }) => [id, clearedAt])).toEqual([
      ["a", 9],
      ["b", null],
    ]);
  });
});

describe("a device that changed", () => {
  const [there, other] = [aDevice({ updatedAt: 5 }), aDevice()];
  const listKey = () => api.devices.list.infiniteQueryKey({}) as readonly unknown[];
  const shown = () => cache.getQueryData<InfiniteData<{ items: (typeof there)[] }>>(listKey())?.pages[0]?.items;
  beforeEach(() => {
    const items = [there, other];
    cache.setQueryData(listKey(), { pages: [{ items, nextCursor: null }], pageParams: [null] });
  });

  it("is renewed in its place, though the list is ordered by presence", () => {
    mergeFrame(cache, api, { type: "device", device: { ...there, isOnline: false, updatedAt: 6 } });
    expect(shown()?.map(({ id, isOnline }) => [id, isOnline])).toEqual([
      [there.id, false],
      [other.id, true],
    ]);
  });

  it("keeps what only its page knows, and is not put back by news that come late", () => {
    const key = api.devices.get.queryKey({ id: there.id });
    cache.setQueryData(key, { ...there, dynamicGroupIds: ["g"], activeJobs: 2, lastJobs: [] });
    mergeFrame(cache, api, { type: "device", device: { ...there, name: "renamed", updatedAt: 6 } });
    mergeFrame(cache, api, { type: "device", device: { ...there, name: "older", updatedAt: 4 } });
    expect(cache.getQueryData(key)).toMatchObject({ name: "renamed", dynamicGroupIds: ["g"], activeJobs: 2 });
  });
});
