import type { Execution } from "@fieldline/domain/rollout";
import { formatDuration } from "@fieldline/ui/time";
import { Link } from "@tanstack/react-router";
import { useNow } from "../../components/clock.ts";
import { Moment } from "../../components/moment.tsx";
import { Chip } from "../../components/status-chip.tsx";
import { targetLook } from "./rollout-looks.ts";

const LINK = "text-text underline decoration-line-strong underline-offset-2 hover:text-accent";

/** One device's part: how it stands, and the way to its job. */
export function ExecutionRow({ execution }: { execution: Execution }) {
  const { deviceId, deviceName, state, jobId, attempt, message, notifiedAt, startedAt, endedAt } = execution;
  return (
    <tr className="hover:bg-hover">
      <td data-column="state">
        <Chip look={targetLook(state)} />
      </td>
      <td data-column="device">
        <span className="flex min-w-0 flex-wrap items-baseline gap-x-3">
          <Link
            to="/devices/$deviceId"
            params={{ deviceId }}
            title={deviceName}
            className={`${LINK} min-w-0 truncate font-[550]`}
          >
            {deviceName}
          </Link>
          {jobId && (
            <Link
              to="/jobs/$jobId"
              params={{ jobId }}
              aria-label={`Job of ${deviceName}`}
              className={`${LINK} text-[13px]`}
            >
              Job
            </Link>
          )}
        </span>
      </td>
      <td data-column="message" className="text-muted">
        <span className="line-clamp-2 wrap-anywhere" title={message ?? undefined}>
          {message}
        </span>
      </td>
      <td data-column="attempt" className="text-muted">
        {attempt > 1 ? (
          <span title="Attempt">{attempt}</span>
        ) : (
          <span className="max-md:hidden">{jobId ? attempt : "–"}</span>
        )}
      </td>
      <td data-column="told" className="whitespace-nowrap text-muted">
        {notifiedAt !== null && <Moment at={notifiedAt} />}
      </td>
      <td data-column="took" className="whitespace-nowrap text-muted">
        {startedAt !== null && <Took from={startedAt} to={endedAt} />}
      </td>
    </tr>
  );
}

function Took({ from, to }: { from: number; to: number | null }) {
  const now = useNow();
  return <>{formatDuration(Math.max(0, (to ?? now) - from))}</>;
}
