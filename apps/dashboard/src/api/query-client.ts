import { errorOf } from "@fieldline/client/errors";
import { QueryClient } from "@tanstack/react-query";

const WORTH_A_RETRY = new Set(["UNREACHABLE", "UNREADABLE", "UNAVAILABLE", "INTERNAL"]);

/** A cache that the live feed keeps fresh: it reads again when a page is opened, not whenever a window is looked at. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 2 && WORTH_A_RETRY.has(errorOf(error).reason),
        retryDelay: (failures) => 400 * 2 ** failures,
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
