import { QueryClient } from "@tanstack/solid-query";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: 1,
      staleTime: 15_000,
      networkMode: "always",
      refetchOnWindowFocus: true,
      refetchOnReconnect: true,
    },
  },
});
