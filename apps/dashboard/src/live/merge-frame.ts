import { changePage, changePages, mergeJob, newerJob, withoutJob } from "@fieldline/client/merge-job";
import type { Device } from "@fieldline/domain/device";
import type { FeedFrame } from "@fieldline/domain/frames";
import type { Alert, Job } from "@fieldline/domain/job";
import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { useTRPC } from "../api/trpc.ts";
import { mergeQueue } from "./merge-queue.ts";
import { mergeRollout } from "./merge-rollout.ts";

type Api = ReturnType<typeof useTRPC>;
type JobPage = { items: Job[]; nextCursor: string | null };
type AlertList = { items: Alert[] };
type Change = (items: Job[]) => Job[];
type DevicePage = { items: Device[]; nextCursor: string | null };

/** Brings one change that the feed reported into everything that is shown. Rows stay where they are. */
export function mergeFrame(cache: QueryClient, api: Api, frame: FeedFrame): void {
  switch (frame.type) {
    case "job":
      cache.setQueryData<Job>(api.jobs.get.queryKey({ id: frame.job.id }), (held) => held && newerJob(held, frame.job));
      changeLists(cache, api, (items) => mergeJob(items, frame.job));
      return;
    case "deleted":
      void cache.invalidateQueries({ queryKey: api.jobs.get.queryKey({ id: frame.id }) });
      changeLists(cache, api, (items) => withoutJob(items, frame.id));
      return;
    case "alert":
      cache.setQueriesData<AlertList>(
        { queryKey: api.alerts.list.pathKey() },
        (list) => list && mergeAlert(list, frame.alert),
      );
      return;
    case "device":
      mergeDevice(cache, api, frame.device);
      return;
    case "rollout":
      mergeRollout(cache, api, frame.rollout);
      return;
    case "queue":
      mergeQueue(cache, api, frame.queue);
  }
}

function changeLists(cache: QueryClient, api: Api, change: Change): void {
  cache.setQueriesData<JobPage | InfiniteData<JobPage>>({ queryKey: api.jobs.list.pathKey() }, (list) => {
    if (!list) return list;
    return "pages" in list
      ? changePages<JobPage, InfiniteData<JobPage>>(list, change)
      : changePage<JobPage>(list, change);
  });
}

/** A device is renewed wherever it is shown; a list keeps its order although presence is what it was ordered by. */
function mergeDevice(cache: QueryClient, api: Api, device: Device): void {
  const renewed = <Held extends Device>(held: Held): Held =>
    held.id === device.id && device.updatedAt >= held.updatedAt ? { ...held, ...device } : held;
  cache.setQueryData(api.devices.get.queryKey({ id: device.id }), (held) => held && renewed(held));
  cache.setQueriesData<DevicePage | InfiniteData<DevicePage>>({ queryKey: api.devices.list.pathKey() }, (list) => {
    if (!list) return list;
    const renew = (page: DevicePage): DevicePage => ({ ...page, items: page.items.map(renewed) });
    return "pages" in list ? { ...list, pages: list.pages.map(renew) } : renew(list);
  });
}

/** A known alert is renewed where it stands; a new one goes to the top. */
function mergeAlert(list: AlertList, alert: Alert): AlertList {
  const at = list.items.findIndex(({ id }) => id === alert.id);
  return { ...list, items: at < 0 ? [alert, ...list.items] : list.items.with(at, alert) };
}
