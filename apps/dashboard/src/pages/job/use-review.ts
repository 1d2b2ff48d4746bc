import { errorOf } from "@fieldline/client/errors";
import type { Job } from "@fieldline/domain/job";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { notify } from "../../toasts/notify.ts";

/** Who has looked at how a job ended, as its audit tells; `mark` says that the reader has. */
export function useReview({ id, endedAt }: Job) {
  const api = useTRPC();
  const cache = useQueryClient();
  const trail = useQuery(api.jobs.audit.queryOptions({ id, limit: 100 }, { staleTime: 0 }));
  // An attempt that came after a look has an end of its own.
  const looked = trail.data?.items.find(({ action, at }) => action === "job.review" && at >= (endedAt ?? 0));
  const review = useMutation(
    api.jobs.review.mutationOptions({
      onSuccess: ({ count }) =>
        notify({
          tone: "success",
          title: count > 0 ? "Marked as looked at, for everyone" : "Somebody was faster: it was looked at already",
        }),
      onError: (error) =>
        notify({ tone: "error", title: "It could not be marked", description: errorOf(error).message }),
      onSettled: () =>
        Promise.all([
          cache.invalidateQueries({ queryKey: api.jobs.audit.pathKey() }),
          cache.invalidateQueries({ queryKey: api.jobs.count.pathKey() }),
          cache.invalidateQueries({ queryKey: api.jobs.list.pathKey() }),
        ]),
    }),
  );
  return {
    looked,
    isReading: trail.isPending,
    isKnown: trail.data !== undefined,
    isBusy: review.isPending,
    hasMarked: review.isSuccess,
    mark: () => review.mutate({ ids: [id] }),
  };
}
