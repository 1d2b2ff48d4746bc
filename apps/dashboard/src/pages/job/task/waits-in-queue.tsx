import type { TaskJob } from "@fieldline/domain/job";
import { formatExact, formatRelative } from "@fieldline/ui/time";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTRPC } from "../../../api/trpc.ts";
import { useNow } from "../../../components/clock.ts";
import { Notice } from "../../../components/notice.tsx";
import { placeIn, placeWords } from "./place-in-queue.ts";

const REFRESH_MS = 5_000;
const MOST_COUNTED = 100;

/** In which queue it waits, at which place, and what the queue itself waits for. */
export function WaitsInQueue({ job }: { job: TaskJob }) {
  const { queue: name, queuedAt, queueTtlMs } = job;
  const api = useTRPC();
  const now = useNow();
  const queues = useQuery(api.queues.list.queryOptions(undefined, { refetchInterval: REFRESH_MS }));
  const waiting = useQuery(
    api.jobs.list.queryOptions(
      { ...(name !== null && { queue: name }), status: ["queued"], sort: "createdAt", limit: MOST_COUNTED },
      { refetchInterval: REFRESH_MS },
    ),
  );
  const queue = queues.data?.find((each) => each.name === name);
  const untilMs = queueTtlMs === null || queuedAt === null ? null : queuedAt + queueTtlMs;
  return (
    <Notice tone={queue?.paused ? "warn" : "info"} role="status">
      <b className={`font-semibold ${queue?.paused ? "text-warn" : "text-info"}`}>
        Waits in{" "}
        <Link to="/queues" className="text-inherit">
          {name}
        </Link>
      </b>
      {queue ? placeWords(queue, waiting.data && placeIn(waiting.data.items, job)) : "."}
      {untilMs !== null && (
        <span title={formatExact(untilMs)} className="text-muted">
          {" "}
          It gives up {formatRelative(untilMs, now)}.
        </span>
      )}
    </Notice>
  );
}
