import type { Alert } from "@fieldline/domain/job";
import { verdictLook } from "@fieldline/ui/status";
import { formatDuration } from "@fieldline/ui/time";
import { Link } from "@tanstack/react-router";
import { Moment } from "../../components/moment.tsx";
import { splitReason } from "../../components/reason.ts";
import { Chip } from "../../components/status-chip.tsx";

/** One alert with its reason; leads to the job that raised it. */
export function AlertLine({ alert }: { alert: Alert }) {
  const { jobId, jobName, state, reason, raisedAt, clearedAt } = alert;
  return (
    <li className="relative border-b border-line px-3.5 py-2.5 last:border-0 hover:bg-hover">
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <Chip look={verdictLook(state)} />
        <Link
          to="/jobs/$jobId"
          params={{ jobId }}
          className="min-w-48 flex-1 font-[550] wrap-anywhere text-text no-underline after:absolute after:inset-0 after:content-['']"
        >
          {jobName}
        </Link>
      </div>
      <p className="mt-1 text-[13px] text-muted">
        <Moment at={raisedAt} className="whitespace-nowrap" />
        {" · "}
        {splitReason(reason).rest || reason}
        {clearedAt !== null && ` Cleared after ${formatDuration(clearedAt - raisedAt)}.`}
      </p>
    </li>
  );
}
