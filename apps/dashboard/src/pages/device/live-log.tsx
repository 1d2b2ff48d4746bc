import type { Job } from "@fieldline/domain/job";
import { Card } from "../../components/card.tsx";
import { LogPanel } from "../job/log-panel.tsx";
import { useLiveJob } from "../job/use-live-job.ts";

/** The log of a job of the device while it runs. */
export function LiveLog({ job }: { job: Job }) {
  const live = useLiveJob(job.id);
  return (
    <Card title="Live log" aside={<span className="min-w-0 truncate text-muted">{job.name}</span>}>
      <div className="max-h-[520px] overflow-y-auto p-3.5">
        <LogPanel jobId={job.id} live={live.log} />
      </div>
    </Card>
  );
}
