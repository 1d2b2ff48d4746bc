import { errorOf } from "@fieldline/client/errors";
import type { Job } from "@fieldline/domain/job";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../api/trpc.ts";
import { mergeFrame } from "../live/merge-frame.ts";
import { notify } from "../toasts/notify.ts";

/** What a person does with one job, each shown at once wherever the job is listed. */
export function useJobActions() {
  const api = useTRPC();
  const cache = useQueryClient();
  const changed = (word: string) => (job: Job) => {
    mergeFrame(cache, api, { type: "job", job });
    void cache.invalidateQueries({ queryKey: api.jobs.stats.queryKey() });
    void cache.invalidateQueries({ queryKey: api.jobs.audit.pathKey() });
    notify({ tone: "success", title: `${job.name} ${word}` });
  };
  const refused = (what: string) => (error: unknown) =>
    notify({ tone: "error", title: `It could not be ${what}`, description: errorOf(error).message });

  const pause = useMutation(
    api.jobs.pause.mutationOptions({ onSuccess: changed("is paused"), onError: refused("paused") }),
  );
  const resume = useMutation(
    api.jobs.resume.mutationOptions({ onSuccess: changed("goes on"), onError: refused("resumed") }),
  );
  const cancel = useMutation(api.jobs.cancel.mutationOptions({ onSuccess: changed("is cancelled") }));
  const retry = useMutation(api.jobs.retry.mutationOptions({ onSuccess: changed("is tried again") }));
  const resubmit = useMutation(api.jobs.resubmit.mutationOptions({ onSuccess: changed("runs again") }));
  const forceComplete = useMutation(api.jobs.forceComplete.mutationOptions({ onSuccess: changed("is completed") }));
  const reassign = useMutation(
    api.jobs.reassign.mutationOptions({
      onSuccess: (job) => changed(`is given to ${job.assigneeName ?? job.queue}`)(job),
    }),
  );
  const setPriority = useMutation(
    api.jobs.setPriority.mutationOptions({
      onSuccess: (job) => changed(`has priority ${job.priority}`)(job),
      onError: refused("given another priority"),
    }),
  );
  const remove = useMutation(
    api.jobs.delete.mutationOptions({
      onSuccess: ({ id }) => {
        mergeFrame(cache, api, { type: "deleted", id });
        void cache.invalidateQueries({ queryKey: api.jobs.stats.queryKey() });
        notify({ tone: "success", title: "The job and its samples are deleted" });
      },
    }),
  );
  return { pause, resume, cancel, retry, resubmit, forceComplete, reassign, setPriority, remove };
}
