import type { TaskJob } from "@fieldline/domain/job";
import { JobTabs } from "../job-tabs.tsx";
import type { useLiveJob } from "../use-live-job.ts";

/** A task: what it is to achieve, how far it is, and what was said about it. */
export function TaskView({ job, live }: { job: TaskJob; live: ReturnType<typeof useLiveJob> }) {
  return <JobTabs job={job} log={live.log} />;
}
