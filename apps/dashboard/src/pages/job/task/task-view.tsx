import { isEnded, type TaskJob } from "@fieldline/domain/job";
import { JobTabs } from "../job-tabs.tsx";
import { LiveState } from "../live-state.tsx";
import type { LiveView } from "../use-live-job.ts";
import { TaskBanner } from "./task-banner.tsx";
import { TaskBrief } from "./task-brief.tsx";
import { TaskData } from "./task-data.tsx";
import { TaskProgress } from "./task-progress.tsx";

/** A task: how it stands and how far it is, what it is to achieve, what went in and came out, what was said about it. */
export function TaskView({ job, live }: { job: TaskJob; live: LiveView }) {
  return (
    <>
      <TaskBanner job={job} />
      <TaskProgress
        job={job}
        liveState={!isEnded(job.status) && <LiveState connection={live.connection} heardAt={null} />}
      />
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] items-start gap-3 max-lg:grid-cols-1">
        <TaskBrief spec={job.spec} />
        <TaskData job={job} />
      </div>
      <JobTabs job={job} log={live.log} />
    </>
  );
}
