import type { TaskJob } from "@fieldline/domain/job";
import { formatDuration } from "@fieldline/ui/time";
import { skipToken, useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../../api/trpc.ts";
import { useNow } from "../../../components/clock.ts";
import { Notice } from "../../../components/notice.tsx";
import { AgentLink } from "./agent-link.tsx";

/** Who does the task and for how long, and whether that one is still heard of. */
export function RunsOn({ job }: { job: TaskJob }) {
  const { assigneeId, assigneeName, startedAt, status, spec } = job;
  const api = useTRPC();
  const now = useNow();
  const { data: device } = useQuery(api.devices.get.queryOptions(assigneeId === null ? skipToken : { id: assigneeId }));
  const agent = assigneeId === null ? "its agent" : <AgentLink id={assigneeId} name={assigneeName} />;
  if (device && !device.isOnline && device.seenAt !== null)
    return (
      <Notice tone="warn" role="status">
        <b className="font-semibold text-warn">
          {agent} has not been heard of for {formatDuration(now - Math.max(device.seenAt, startedAt ?? 0))}
        </b>
        . The task is its own until its lease of {formatDuration(spec.leaseMs)} is over; then{" "}
        {hasTriesLeft(job) ? "another attempt begins." : "it fails."}
      </Notice>
    );
  if (status === "paused")
    return (
      <Notice tone="warn" role="status">
        <b className="font-semibold text-warn">Paused</b> on {agent}, which stops where it can. It keeps its place in
        the queue until you resume or cancel it.
      </Notice>
    );
  return (
    <Notice tone="info">
      <b className="font-semibold text-info">Running</b> on {agent}
      {startedAt !== null && ` for ${formatDuration(Math.max(0, now - startedAt))}`}.
    </Notice>
  );
}

function hasTriesLeft({ retry, attempt }: TaskJob): boolean {
  return retry !== null && attempt < retry.maxAttempts;
}
