import type { Job, ProbeJob } from "@fieldline/domain/job";
import { formatMs, formatPercent } from "@fieldline/ui/format";
import { lossTone } from "@fieldline/ui/status";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { commandWords } from "../../components/command-words.ts";
import { Moment } from "../../components/moment.tsx";
import { Spark } from "../../components/spark.tsx";
import { StatusChip } from "../../components/status-chip.tsx";

const PLACES =
  "grid-cols-[108px_minmax(0,1fr)_auto_auto] [grid-template-areas:'chip_name_spark_loss'_'chip_meta_spark_median'] max-sm:grid-cols-[auto_minmax(0,1fr)_auto] max-sm:gap-x-2.5 max-sm:[grid-template-areas:'name_name_loss'_'chip_meta_meta']";

/** One of my jobs in two lines; the whole place opens it. */
export function LastJob({ job }: { job: Job }) {
  return (
    <li
      className={`relative grid h-14 content-center items-center gap-x-4 border-b border-line px-3.5 last:border-0 hover:bg-hover max-sm:h-16 max-sm:gap-y-1 ${PLACES}`}
    >
      <span className="[grid-area:chip]">
        <StatusChip status={job.status} />
      </span>
      <Link
        to="/jobs/$jobId"
        params={{ jobId: job.id }}
        title={job.name}
        className="truncate font-[550] text-text no-underline [grid-area:name] after:absolute after:inset-0 after:content-['']"
      >
        {job.name}
      </Link>
      <p className="flex min-w-0 text-[12.5px] whitespace-pre text-muted [grid-area:meta]">
        <About job={job} />
        <Moment at={job.startedAt ?? job.createdAt} />
      </p>
      {job.kind === "probe" && <Figures job={job} />}
    </li>
  );
}

/** For whom it measures, or on which device what runs. */
function About({ job }: { job: Job }) {
  if (job.kind === "command")
    return (
      <Words>
        {commandWords(job.spec)} on <span className="font-mono">{job.spec.deviceName}</span>
      </Words>
    );
  if (job.kind === "task")
    return (
      <Words>
        <span className="font-mono">{job.type}</span> {job.assigneeName ? `by ${job.assigneeName}` : `in ${job.queue}`}
      </Words>
    );
  const { accountNumber } = job.spec.target;
  return (
    accountNumber && (
      <Words>
        <span className="font-mono">{accountNumber}</span>
      </Words>
    )
  );
}

/** Cut before the time that stands behind them is. */
function Words({ children }: { children: ReactNode }) {
  return (
    <>
      <span className="min-w-0 truncate">{children}</span>
      {" · "}
    </>
  );
}

function Figures({ job }: { job: ProbeJob }) {
  const loss = job.summary?.lossPercent ?? null;
  return (
    <>
      <span className="[grid-area:spark] max-sm:hidden">
        <Spark values={job.recent} capacity={60} label={`The last ${job.recent.length} ticks of ${job.name}`} />
      </span>
      <p className="min-w-20 text-right [grid-area:loss]">
        <span className={lossTone(loss) === "bad" ? "font-semibold text-bad" : ""}>{formatPercent(loss)}</span>
        <span className="text-muted"> loss</span>
      </p>
      <p className="text-right text-[12.5px] text-muted [grid-area:median] max-sm:hidden">
        {formatMs(job.summary?.medianMs)}
      </p>
    </>
  );
}
