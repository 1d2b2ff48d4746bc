import { errorOf } from "@fieldline/client/errors";
import { QueryCache, QueryClient } from "@tanstack/solid-query";
import { heedSignOut } from "./session/person.ts";

/** What the server has refused, it refuses again. */
const REFUSALS = ["UNAUTHENTICATED", "FORBIDDEN"];

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: heedSignOut }),
  defaultOptions: {
    queries: {
      retry: (failures, thrown) => failures < 1 && !REFUSALS.includes(errorOf(thrown).reason),
      staleTime: 15_000,
      networkMode: "always",
      refetchOnWindowFocus: true,
      refetchOnReconnect: true,
    },
  },
});
