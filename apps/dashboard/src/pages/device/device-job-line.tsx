import { isEnded, type Job } from "@fieldline/domain/job";
import { formatDuration } from "@fieldline/ui/time";
import { Link } from "@tanstack/react-router";
import { Moment } from "../../components/moment.tsx";
import { Requester } from "../../components/requester.tsx";
import { StatusChip } from "../../components/status-chip.tsx";

function told(job: Job): string | undefined {
  if (job.error) return job.error.message;
  if (!isEnded(job.status)) return job.progressMessage ?? undefined;
  return job.statusReason ?? undefined;
}

/** One job of the device. The whole line opens it. */
export function DeviceJobLine({ job }: { job: Job }) {
  const words = told(job);
  const tookMs = job.startedAt !== null && job.endedAt !== null ? job.endedAt - job.startedAt : undefined;
  return (
    <li className="relative flex min-h-12 items-center gap-x-4 gap-y-0.5 border-b max-sm:grid max-sm:grid-cols-[104px_minmax(0,1fr)_auto] border-line px-3.5 py-2 text-[13.5px] last:border-0 hover:bg-hover has-[a:focus-visible]:bg-accent-weak">
      <span className="w-26 shrink-0">
        <StatusChip status={job.status} />
      </span>
      <div className="min-w-0 flex-1 max-sm:col-span-2">
        <Link
          to="/jobs/$jobId"
          params={{ jobId: job.id }}
          title={job.name}
          className="block font-[550] wrap-anywhere sm:truncate text-text no-underline after:absolute after:inset-0 after:content-['']"
        >
          {job.name}
        </Link>
        {words && (
          <span
            title={words}
            className={`block text-[12.5px] wrap-anywhere sm:truncate ${job.error ? "text-bad" : "text-muted"}`}
          >
            {words}
          </span>
        )}
      </div>
      <span className="w-28 shrink-0 truncate text-muted max-lg:hidden">
        <Requester job={job} />
      </span>
      <span className="w-20 shrink-0 text-right whitespace-nowrap text-muted max-sm:col-start-2 max-sm:w-auto max-sm:text-left">
        {tookMs === undefined ? "" : formatDuration(tookMs)}
      </span>
      <Moment at={job.startedAt ?? job.createdAt} className="w-18 shrink-0 text-right whitespace-nowrap text-muted" />
    </li>
  );
}
