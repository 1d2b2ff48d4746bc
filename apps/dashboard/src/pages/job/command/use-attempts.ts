import type { Attempt, CommandJob, TaskJob } from "@fieldline/domain/job";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";

/** Every attempt of a command, read anew as soon as one begins or ends. */
export function useAttempts({ id, attempt, status }: CommandJob | TaskJob, isWanted = true) {
  const api = useTRPC();
  const client = useTRPCClient();
  return useQuery({
    queryKey: [...api.jobs.attempts.queryKey({ id }), attempt, status],
    queryFn: ({ signal }): Promise<Attempt[]> => client.jobs.attempts.query({ id }, { signal }),
    enabled: isWanted,
    placeholderData: keepPreviousData,
  });
}
