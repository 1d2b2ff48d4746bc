import { isEnded, type Job } from "@fieldline/domain/job";
import { formatMs, formatPercent } from "@fieldline/ui/format";
import { lossTone } from "@fieldline/ui/status";
import { Link } from "@tanstack/react-router";
import { createColumnHelper, tableFeatures } from "@tanstack/react-table";
import { Moment } from "../../../components/moment.tsx";
import { Requester } from "../../../components/requester.tsx";
import { Spark } from "../../../components/spark.tsx";
import { StatusChip } from "../../../components/status-chip.tsx";
import { RowMenu } from "../row-menu.tsx";
import { SelectJob, SelectShown } from "../select-cells.tsx";
import { HowFar } from "./how-far.tsx";
import { isWaiting } from "./is-waiting.ts";
import { JobTarget } from "./job-target.tsx";
import { RunFor } from "./run-for.tsx";
import { WhenStarted } from "./when-started.tsx";

export const features = tableFeatures({});
const column = createColumnHelper<typeof features, Job>();
const LOSS_COLOUR = { ok: "", idle: "", info: "", warn: "text-warn", bad: "font-semibold text-bad" } as const;
const MUTED_CODE = "block truncate font-mono text-[.93em] text-muted";

/** What the table can show of a job. Each id names a place of the row's grid; what a column is called is in its plan. */
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
  column.display({ id: "target", cell: ({ row }) => <JobTarget job={row.original} /> }),
  column.display({
    id: "queue",
    cell: ({ row: { original: job } }) => <span className={MUTED_CODE}>{job.queue}</span>,
  }),
  column.display({
    id: "priority",
    cell: ({ row: { original: job } }) =>
      job.kind !== "probe" && (
        <span className={isWaiting(job) ? "" : "text-muted max-md:hidden"}>
          <span className="text-[12.5px] text-muted md:sr-only">priority </span>
          {job.priority}
        </span>
      ),
  }),
  column.display({
    id: "account",
    cell: ({ row: { original: job } }) => (
      <span className={MUTED_CODE}>{job.kind === "probe" && job.spec.target.accountNumber}</span>
    ),
  }),
  column.accessor((job) => job.summary?.lossPercent ?? null, {
    id: "loss",
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
    cell: ({ getValue, row }) => row.original.kind === "probe" && formatMs(getValue()),
  }),
  column.display({
    id: "recent",
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
  column.display({
    id: "attempt",
    cell: ({ row: { original: job } }) =>
      job.kind !== "probe" && (
        <span className="whitespace-nowrap text-muted">
          {job.attempt} of {Math.max(job.attempt, job.retry?.maxAttempts ?? 1)}
        </span>
      ),
  }),
  column.display({
    id: "agent",
    cell: ({ row: { original: job } }) => (
      <span className={MUTED_CODE} title={job.assigneeName ?? undefined}>
        {job.assigneeName}
      </span>
    ),
  }),
  column.display({
    id: "by",
    cell: ({ row: { original: job } }) => (
      <span className="text-muted">
        <Requester job={job} />
      </span>
    ),
  }),
  column.display({
    id: "created",
    cell: ({ row }) => <Moment short at={row.original.createdAt} className="text-muted" />,
  }),
  column.display({
    id: "started",
    cell: ({ row }) => (
      <span className="text-muted">
        <WhenStarted job={row.original} />
      </span>
    ),
  }),
  column.display({
    id: "ended",
    cell: ({ row: { original: job } }) =>
      isEnded(job.status) && job.endedAt !== null && <Moment short at={job.endedAt} className="text-muted" />,
  }),
  column.display({
    id: "duration",
    cell: ({ row }) => (
      <span className="text-muted">
        <RunFor job={row.original} />
      </span>
    ),
  }),
  column.display({ id: "menu", cell: ({ row }) => <RowMenu job={row.original} /> }),
]);
