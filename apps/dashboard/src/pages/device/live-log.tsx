import type { Job } from "@fieldline/domain/job";
import { LogPanel } from "../job/log-panel.tsx";
import { useLiveJob } from "../job/use-live-job.ts";
import { LogFrame } from "./log-frame.tsx";

/** The log of a job of the device while it runs. */
export function LiveLog({ job }: { job: Job }) {
  const live = useLiveJob(job.id);
  return (
    <LogFrame job={job}>
      <LogPanel jobId={job.id} live={live.log} />
    </LogFrame>
  );
}
