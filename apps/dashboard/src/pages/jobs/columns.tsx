import { isEnded, type Job } from "@fieldline/domain/job";
import { formatMs, formatPercent } from "@fieldline/ui/format";
import { lossTone } from "@fieldline/ui/status";
import { Link } from "@tanstack/react-router";
import { createColumnHelper, tableFeatures } from "@tanstack/react-table";
import { commandWords } from "../../components/command-words.ts";
import { Moment } from "../../components/moment.tsx";
import { Requester } from "../../components/requester.tsx";
import { Spark } from "../../components/spark.tsx";
import { StatusChip } from "../../components/status-chip.tsx";
import { addressOf } from "../../components/target-address.ts";
import { RowMenu } from "./row-menu.tsx";
import { SelectJob, SelectShown } from "./select-cells.tsx";

export const features = tableFeatures({});
const column = createColumnHelper<typeof features, Job>();
const LOSS_COLOUR = { ok: "", idle: "", info: "", warn: "text-warn", bad: "font-semibold text-bad" } as const;

/** What the table shows of a job. Each id names a place of the row's grid. */
export const columns = column.columns([
  column.display({
    id: "select",
    header: ({ table }) => <SelectShown count={table.getRowModel().rows.length} />,
    cell: ({ row: { original: job } }) => <SelectJob id={job.id} name={job.name} />,
  }),
  column.accessor("status", { header: "Status", cell: ({ getValue }) => <StatusChip status={getValue()} /> }),
  column.accessor("name", {
    header: "Job",
    cell: ({ row: { original: job } }) => (
      <Link
        to="/jobs/$jobId"
        params={{ jobId: job.id }}
        data-row={job.id}
        title={job.name}
        className="block truncate font-[550] text-text no-underline outline-offset-2 after:absolute after:inset-0 after:content-['']"
      >
        {job.name}
      </Link>
    ),
  }),
  column.display({
    id: "target",
    header: "Target",
    cell: ({ row: { original: job } }) => <Target job={job} />,
  }),
  column.accessor((job) => (job.kind === "probe" ? (job.spec.target.accountNumber ?? "") : ""), {
    id: "account",
    header: "Account",
    cell: ({ getValue }) => <span className="block truncate font-mono text-[.93em] text-muted">{getValue()}</span>,
  }),
  column.accessor((job) => job.summary?.lossPercent ?? null, {
    id: "loss",
    header: "Loss",
    cell: ({ getValue, row }) =>
      row.original.kind === "probe" && (
        <span className={LOSS_COLOUR[lossTone(getValue())]}>
          {formatPercent(getValue())}
          <span className="md:sr-only"> loss</span>
        </span>
      ),
  }),
  column.accessor((job) => job.summary?.medianMs ?? null, {
    id: "median",
    header: "Median",
    cell: ({ getValue, row }) => row.original.kind === "probe" && formatMs(getValue()),
  }),
  column.accessor("recent", {
    header: "Last minute",
    cell: ({ row: { original: job } }) =>
      job.kind === "probe" ? (
        <Spark
          values={job.recent}
          capacity={60}
          label={`The last ${job.recent.length} ticks of ${job.name}, ${isEnded(job.status) ? "ended" : "live"}`}
        />
      ) : (
        <HowFar job={job} />
      ),
  }),
  column.accessor("requesterName", {
    id: "by",
    header: "By",
    cell: ({ row: { original: job } }) => (
      <span className="text-muted">
        <Requester job={job} />
      </span>
    ),
  }),
  column.accessor((job) => job.startedAt ?? job.createdAt, {
    id: "started",
    header: "Started",
    cell: ({ getValue }) => <Moment short at={getValue()} className="text-muted" />,
  }),
  column.display({ id: "menu", header: "", cell: ({ row }) => <RowMenu job={row.original} /> }),
]);

/** The columns whose figures end at one line. */
export const RIGHT_ALIGNED = new Set(["loss", "median", "started"]);

/** How far work is that tells of it, while it is under way. */
function HowFar({ job: { status, progress, progressMessage, name } }: { job: Job }) {
  if (progress === null || (status !== "running" && status !== "paused")) return null;
  return (
    <span title={progressMessage ?? undefined} className="flex items-center gap-2 text-[12.5px] text-muted">
      <span
        role="progressbar"
        aria-label={`How far ${name} is`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(progress)}
        className="h-1.5 flex-1 overflow-hidden rounded-full bg-line"
      >
        <span className="block h-full rounded-full bg-accent" style={{ width: `${progress}%` }} />
      </span>
      {formatPercent(Math.round(progress))}
    </span>
  );
}

/** What it is done to, or who does it. */
function Target({ job }: { job: Job }) {
  if (job.kind === "probe")
    return (
      <span className="block truncate font-mono text-[.93em]" title={addressOf(job.spec.target)}>
        {job.spec.target.host}
      </span>
    );
  const [what, where] =
    job.kind === "task"
      ? [job.type, job.assigneeName ?? job.queue ?? ""]
      : [`${commandWords(job.spec)} on`, job.spec.deviceName];
  return (
    <span className="block truncate" title={`${what} ${where}`}>
      {what} <span className="font-mono text-[.93em]">{where}</span>
    </span>
  );
}
