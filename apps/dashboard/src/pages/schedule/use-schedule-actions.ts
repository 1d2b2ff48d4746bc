import { errorOf } from "@fieldline/client/errors";
import type { Schedule } from "@fieldline/domain/schedule";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { notify } from "../../toasts/notify.ts";

/** Runs a schedule now, or passes over its next run; what came of it is said. */
export function useScheduleActions({ name }: Schedule) {
  const api = useTRPC();
  const cache = useQueryClient();
  const readAgain = () => cache.invalidateQueries({ queryKey: api.schedules.pathKey() });
  const failed = (title: string) => (error: unknown) =>
    notify({ tone: "error", title, description: errorOf(error).message });
  const runNow = useMutation(
    api.schedules.runNow.mutationOptions({
      onSuccess: async ({ outcome, reason }) => {
        await readAgain();
        if (outcome === "started") notify({ tone: "success", title: `${name} has started` });
        else if (outcome === "waiting") notify({ tone: "success", title: `${name} waits its turn` });
        else notify({ tone: "error", title: `${name} was not started`, ...(reason && { description: reason }) });
      },
      onError: failed(`${name} was not started`),
    }),
  );
  const skipNext = useMutation(
    api.schedules.skipNext.mutationOptions({
      onSuccess: async (_, { isSkipped }) => {
        await readAgain();
        notify({ tone: "success", title: isSkipped ? "The next run is skipped" : "The next run is not skipped" });
      },
      onError: failed("Nothing has changed"),
    }),
  );
  return { runNow, skipNext };
}
