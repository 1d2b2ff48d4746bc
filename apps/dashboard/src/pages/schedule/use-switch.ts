import { errorOf } from "@fieldline/client/errors";
import type { Schedule } from "@fieldline/domain/schedule";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { notify } from "../../toasts/notify.ts";

/** Switches a schedule on or off. */
export function useSwitch({ name }: Pick<Schedule, "name">) {
  const api = useTRPC();
  const cache = useQueryClient();
  return useMutation(
    api.schedules.setEnabled.mutationOptions({
      onSuccess: async (_, { isEnabled }) => {
        await cache.invalidateQueries({ queryKey: api.schedules.pathKey() });
        notify({ tone: "success", title: `${name} is ${isEnabled ? "on" : "off"}` });
      },
      onError: (error, { isEnabled }) => {
        if (!isEnabled) return;
        notify({ tone: "error", title: `${name} was not switched on`, description: errorOf(error).message });
      },
    }),
  );
}
