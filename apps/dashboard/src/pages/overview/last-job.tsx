import type { Job } from "@fieldline/domain/job";
import { formatMs, formatPercent } from "@fieldline/ui/format";
import { lossTone } from "@fieldline/ui/status";
import { Link } from "@tanstack/react-router";
import { Moment } from "../../components/moment.tsx";
import { Spark } from "../../components/spark.tsx";
import { StatusChip } from "../../components/status-chip.tsx";

/** One of my jobs in a line; the whole line opens it. */
export function LastJob({ job }: { job: Job }) {
  const { accountNumber } = job.spec.target;
  const loss = job.summary?.lossPercent ?? null;
  return (
    <li className="relative grid h-14 grid-cols-[112px_minmax(0,1fr)_auto_auto] items-center gap-x-4 border-b border-line px-3.5 last:border-0 hover:bg-hover max-sm:grid-cols-[auto_minmax(0,1fr)_auto] max-sm:gap-x-2.5">
      <span>
        <StatusChip status={job.status} />
      </span>
      <div className="min-w-0">
        <Link
          to="/jobs/$jobId"
          params={{ jobId: job.id }}
          className="block truncate font-[550] text-text no-underline after:absolute after:inset-0 after:content-['']"
        >
          {job.name}
        </Link>
        <p className="truncate text-[12.5px] text-muted">
          {accountNumber && <span className="mr-2 font-mono">{accountNumber}</span>}
          <Moment at={job.startedAt ?? job.createdAt} />
        </p>
      </div>
      <span className="max-sm:hidden">
        <Spark values={job.recent} capacity={60} label={`The last ${job.recent.length} ticks of ${job.name}`} />
      </span>
      <p className="w-20 text-right">
        <span className={`block ${lossTone(loss) === "bad" ? "font-semibold text-bad" : ""}`}>
          {formatPercent(loss)} <span className="font-normal text-muted">loss</span>
        </span>
        <span className="block text-[12.5px] text-muted">{formatMs(job.summary?.medianMs)}</span>
      </p>
    </li>
  );
}
