import type { Job } from "@fieldline/domain/job";
import { JobHeader } from "./job-header.tsx";
import { JobTabs } from "./job-tabs.tsx";
import { RttCard } from "./rtt-card.tsx";
import { Statistics } from "./statistics.tsx";
import { useLiveJob } from "./use-live-job.ts";
import { VerdictBanner } from "./verdict-banner.tsx";

/** A job that is there: what it is, how it reads, what it measured, what happened. */
export function JobView({ job }: { job: Job }) {
  const live = useLiveJob(job.id);
  return (
    <div className="grid gap-3">
      <JobHeader job={job} />
      <VerdictBanner job={job} />
      <Statistics summary={job.summary} />
      <RttCard job={job} live={live} />
      <JobTabs job={job} log={live.log} />
    </div>
  );
}
