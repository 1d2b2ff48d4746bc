import { isEnded, type Job } from "@fieldline/domain/job";
import { formatExact } from "@fieldline/ui/time";
import { Moment } from "../../../components/moment.tsx";

/** When a job started; of one that has not, since when it waits or when it is to start. */
export function WhenStarted({ job }: { job: Job }) {
  const { status, startedAt, queuedAt, runAt, createdAt } = job;
  if (startedAt !== null) return <Moment short at={startedAt} />;
  if (isEnded(status)) return <span title="It ended before it started">never</span>;
  if (status === "scheduled" && runAt !== null) return <Moment at={runAt} />;
  const since = queuedAt ?? createdAt;
  return (
    <span
      title={`It has not started: ${status === "blocked" ? "waits for other jobs" : "queued"} since ${formatExact(since)}`}
    >
      <span className="max-md:sr-only">{status === "blocked" ? "blocked" : "queued"} </span>
      <Moment short at={since} />
    </span>
  );
}
