import { changePage, changePages, mergeJob, newerJob, withoutJob } from "@fieldline/client/merge-job";
import type { FeedFrame } from "@fieldline/domain/frames";
import type { Alert, Job } from "@fieldline/domain/job";
import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { useTRPC } from "../api/trpc.ts";

type Api = ReturnType<typeof useTRPC>;
type JobPage = { items: Job[]; nextCursor: string | null };
type AlertList = { items: Alert[] };
type Change = (items: Job[]) => Job[];

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

/** A known alert is renewed where it stands; a new one goes to the top. */
function mergeAlert(list: AlertList, alert: Alert): AlertList {
  const at = list.items.findIndex(({ id }) => id === alert.id);
  return { ...list, items: at < 0 ? [alert, ...list.items] : list.items.with(at, alert) };
}
