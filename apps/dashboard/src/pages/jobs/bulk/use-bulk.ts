import { errorOf } from "@fieldline/client/errors";
import type { BulkAction } from "@fieldline/domain/bulk";
import type { Job } from "@fieldline/domain/job";
import type { ListJobsInput } from "@fieldline/domain/list-jobs";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../../../api/trpc.ts";

export type JobFilter = Omit<NonNullable<ListJobsInput>, "sort" | "limit" | "cursor">;

/** What a bulk action is to reach: the jobs that were picked, or all that match, of which there were so many. */
export type BulkReach = { jobs: readonly Job[] } | { filter: JobFilter; matching: number };

/** What an action takes beside the jobs. */
export interface BulkExtra {
  reason?: string;
  priority?: number;
  queue?: string;
  deviceId?: string;
}

/** Starts a bulk action. Where another number matches by now nothing is done, and `changedTo` says which: ask again. */
export function useBulk(reach: BulkReach, onStarted: (bulkId: string) => void) {
  const api = useTRPC();
  const [changedTo, setChangedTo] = useState<number>();
  const asked = "jobs" in reach ? reach.jobs.length : reach.matching;
  const count = changedTo ?? asked;
  const { mutate, isPending, error } = useMutation(
    api.jobs.bulk.mutationOptions({
      onSuccess: ({ bulkId }) => onStarted(bulkId),
      onError: (failed) => {
        const { reason, details } = errorOf(failed);
        if (reason === "COUNT_CHANGED" && typeof details.count === "number") setChangedTo(details.count);
      },
    }),
  );
  const start = (action: BulkAction, extra: BulkExtra) =>
    mutate({
      action,
      ...("jobs" in reach ? { ids: reach.jobs.map(({ id }) => id) } : { filter: reach.filter, expectedCount: count }),
      ...extra,
    });
  const isCountChanged = error !== null && errorOf(error).reason === "COUNT_CHANGED";
  return { count, asked, changedTo, start, isPending, error: isCountChanged ? null : error };
}
