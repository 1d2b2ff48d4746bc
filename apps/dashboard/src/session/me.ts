import type { AppRouter } from "@fieldline/api/router";
import type { QueryClient } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import type { useTRPC } from "../api/trpc.ts";

export type Api = ReturnType<typeof useTRPC>;
export type Me = inferRouterOutputs<AppRouter>["users"]["me"];

/** Who is signed in is read again when the live connection returns and when something is refused, not by age. */
export const KEPT = { staleTime: Number.POSITIVE_INFINITY } as const;

/** Who is signed in, as it is known or else as the server says. Rejects with UNAUTHENTICATED where nobody is. */
export function getMe(cache: QueryClient, api: Api): Promise<Me> {
  return cache.ensureQueryData(api.users.me.queryOptions(undefined, KEPT));
}

/** Asks anew who is signed in: the role may be another, or the session over. */
export function readMeAnew(cache: QueryClient, api: Api): void {
  void cache.invalidateQueries({ queryKey: api.users.me.queryKey() });
}
