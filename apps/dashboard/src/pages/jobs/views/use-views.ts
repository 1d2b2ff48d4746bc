import { errorOf } from "@fieldline/client/errors";
import type { View } from "@fieldline/domain/views-input";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../../api/trpc.ts";
import { notify } from "../../../toasts/notify.ts";

/** The reader's own views and those that others share, by name. */
export function useViews() {
  const api = useTRPC();
  const cache = useQueryClient();
  const { data } = useQuery(api.views.list.queryOptions({ page: "jobs" }));
  const changed = () => cache.invalidateQueries({ queryKey: api.views.list.queryKey() });
  const save = useMutation(api.views.save.mutationOptions({ onSuccess: changed }));
  const remove = useMutation(
    api.views.delete.mutationOptions({
      onSuccess: changed,
      onError: (error) =>
        notify({ tone: "error", title: "The view could not be deleted", description: errorOf(error).message }),
    }),
  );
  const views: readonly View[] = data?.items ?? [];
  return { views: views.toSorted((a, b) => a.name.localeCompare(b.name)), save, remove };
}
