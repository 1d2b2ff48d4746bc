import { ENDED_STATUSES, OPEN_STATUSES } from "@fieldline/domain/job";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useTRPC } from "../../api/trpc.ts";
import { statusesOf } from "./device-search.ts";

const LOOKED_AT = 50;

/** What the device is doing and what waits for it. */
export function useOpenJobs(deviceId: string) {
  const api = useTRPC();
  return useQuery(
    api.jobs.list.queryOptions({ deviceId, status: [...OPEN_STATUSES], limit: LOOKED_AT, sort: "createdAt" }),
  );
}

/** The last jobs of the device that have ended. */
export function useActivity(deviceId: string) {
  const api = useTRPC();
  return useQuery(api.jobs.list.queryOptions({ deviceId, status: [...ENDED_STATUSES], limit: LOOKED_AT }));
}

/** What the device has done, narrowed by what the address says. */
export function useHistory(deviceId: string) {
  const api = useTRPC();
  const search = useSearch({ from: "/devices/$deviceId" });
  const { kind, template } = search;
  const statuses = statusesOf(search);
  return useInfiniteQuery({
    ...api.jobs.list.infiniteQueryOptions(
      {
        deviceId,
        limit: 20,
        status: statuses.length > 0 ? statuses : [...ENDED_STATUSES],
        ...(kind && { kind: [kind] }),
        ...(template && { templateId: template }),
      },
      { getNextPageParam: ({ nextCursor }) => nextCursor },
    ),
    placeholderData: keepPreviousData,
  });
}

/** Whether all of them are still on their way: what comes later would push down what is being read. */
export function useIsLoadingJobs(deviceId: string): boolean {
  const queries = [useOpenJobs(deviceId), useActivity(deviceId), useHistory(deviceId)];
  return queries.some(({ isPending }) => isPending);
}
