import type { Job } from "@fieldline/domain/job";
import { useMe } from "../session/use-me.ts";

/** Who asked for a job: "you", or the name. */
export function Requester({ job: { requesterId, requesterName } }: { job: Job }) {
  const me = useMe();
  return (
    <span title={requesterName} className="block truncate">
      {me?.id === requesterId ? "you" : requesterName}
    </span>
  );
}
