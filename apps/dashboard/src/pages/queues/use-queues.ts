import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";

/** The feed brings what changes; what it does not, such as a queue that was deleted, is read so often. */
const POLL_MS = 20_000;

/** All queues, by name. */
export function useQueues() {
  const api = useTRPC();
  return useQuery({ ...api.queues.list.queryOptions(), refetchInterval: POLL_MS });
}
