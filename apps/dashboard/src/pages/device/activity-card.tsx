import type { Job } from "@fieldline/domain/job";
import { formatPercent } from "@fieldline/ui/format";
import { statusLook } from "@fieldline/ui/status";
import { formatDuration, formatExact } from "@fieldline/ui/time";
import { Link } from "@tanstack/react-router";
import { Card } from "../../components/card.tsx";
import { activityOf, type Outcome, outcomeOf } from "./outcome.ts";
import { useActivity } from "./use-device-jobs.ts";

/** Success is tall, failure is a short block at the foot: told apart without colour. */
const BARS: Record<Outcome, string> = {
  succeeded: "h-full bg-ok",
  failed: "h-2/5 bg-bad",
  cancelled: "h-1 bg-idle",
  open: "h-1 bg-info",
};

function Figure({ value, label }: { value: string; label: string }) {
  return (
    <div className="min-w-0">
      <dt className="text-[12.5px] text-muted">{label}</dt>
      <dd className="text-[18px] font-semibold tracking-[-.01em]">{value}</dd>
    </div>
  );
}

function Timeline({ jobs }: { jobs: readonly Job[] }) {
  return (
    <ol aria-label="The last jobs, the oldest first" className="flex h-10 gap-0.5">
      {jobs.map((job) => {
        const words = `${job.name}: ${statusLook(job.status).word.toLowerCase()}, ${formatExact(job.endedAt ?? job.updatedAt)}`;
        return (
          <li key={job.id} className="flex max-w-3 min-w-0 flex-1">
            <Link
              to="/jobs/$jobId"
              params={{ jobId: job.id }}
              aria-label={words}
              title={words}
              className="flex w-full items-end rounded-sm hover:bg-hover"
            >
              <span className={`w-full rounded-xs ${BARS[outcomeOf(job)]}`} />
            </Link>
          </li>
        );
      })}
    </ol>
  );
}

/** How the last jobs of a device have come out. */
export function ActivityCard({ deviceId }: { deviceId: string }) {
  const { data, isError } = useActivity(deviceId);
  const jobs: Job[] = data?.items ?? [];
  const { succeeded, failed, successPercent, medianMs } = activityOf(jobs);
  return (
    <Card
      title="Activity"
      aside={
        jobs.length > 0 && (
          <span className="ml-auto text-[12.5px] text-muted">
            {jobs.length === 1 ? "the last job" : `the last ${jobs.length} jobs`}
          </span>
        )
      }
    >
      <div className="grid min-h-30 gap-3.5 p-3.5">
        {isError && <p className="text-muted">The last jobs could not be read.</p>}
        {data && jobs.length === 0 && <p className="text-muted">No job has ended here yet.</p>}
        {jobs.length > 0 && (
          <>
            <dl className="flex max-w-105 flex-wrap justify-between gap-x-3 gap-y-2">
              <Figure label="Success" value={formatPercent(successPercent)} />
              <Figure label="Succeeded" value={String(succeeded)} />
              <Figure label="Failed" value={String(failed)} />
              <Figure label="Median time" value={medianMs === null ? "–" : formatDuration(medianMs)} />
            </dl>
            <Timeline jobs={jobs.toReversed()} />
          </>
        )}
      </div>
    </Card>
  );
}
