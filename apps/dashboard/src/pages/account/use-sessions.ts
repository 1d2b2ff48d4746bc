import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";

/** Where one is signed in, as it is now. */
export function useSessions() {
  const api = useTRPC();
  return useQuery(api.users.sessions.list.queryOptions(undefined, { staleTime: 0 }));
}
