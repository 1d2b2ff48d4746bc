import type { Job } from "@fieldline/domain/job";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../api/trpc.ts";

/** Who asked for a job: "you", or the name. */
export function Requester({ job: { requesterId, requesterName } }: { job: Job }) {
  const api = useTRPC();
  const { data: me } = useQuery(api.users.me.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }));
  return (
    <span title={requesterName} className="block truncate">
      {me?.id === requesterId ? "you" : requesterName}
    </span>
  );
}
