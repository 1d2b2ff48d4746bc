import type { Job } from "@fieldline/domain/job";
import { StatusChip } from "../../components/status-chip.tsx";
import { JobButtons } from "./job-buttons.tsx";
import { JobFacts } from "./job-facts.tsx";

/** What the job is, whether it runs, and what can be done with it. */
export function JobHeader({ job }: { job: Job }) {
  return (
    <div>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="flex min-h-8 min-w-0 flex-[1_1_420px] flex-wrap items-center gap-x-3 gap-y-1.5 max-sm:basis-full">
          <h1 className="text-[20px] leading-tight font-[650] tracking-[-.01em] wrap-anywhere">{job.name}</h1>
          <StatusChip status={job.status} />
        </div>
        <JobButtons job={job} />
      </div>
      <JobFacts job={job} />
      {job.notes && <p className="mt-2 max-w-prose whitespace-pre-line wrap-anywhere">{job.notes}</p>}
      {job.kind === "probe" && job.status === "cancelled" && job.statusReason && (
        <p className="mt-2 wrap-anywhere text-muted">Cancelled: {job.statusReason}</p>
      )}
      {job.kind === "probe" && job.error && <p className="mt-2 text-bad">{job.error.message}</p>}
    </div>
  );
}
