import type { Job, ProbeJob } from "@fieldline/domain/job";
import { lazy, Suspense } from "react";
import { CommandSkeleton } from "./command/command-skeleton.tsx";
import { DependenciesCard } from "./dependencies/dependencies-card.tsx";
import { JobHeader } from "./job-header.tsx";
import { JobTabs } from "./job-tabs.tsx";
import { ProberBanner } from "./prober-banner.tsx";
import { RouteCard } from "./route/route-card.tsx";
import { useRoute } from "./route/use-route.ts";
import { RttCard } from "./rtt-card.tsx";
import { Statistics } from "./statistics.tsx";
import { useLiveJob } from "./use-live-job.ts";
import { VerdictBanner } from "./verdict-banner.tsx";

const CommandView = lazy(() => import("./command/command-view.tsx").then((it) => ({ default: it.CommandView })));
const TaskView = lazy(() => import("./task/task-view.tsx").then((it) => ({ default: it.TaskView })));

/** A job that is there: what it is, how it reads, what it measured or wrote, what happened. */
export function JobView({ job }: { job: Job }) {
  const live = useLiveJob(job.id);
  return (
    <div className="grid gap-3">
      <JobHeader job={job} />
      {job.kind === "probe" && <ProbeView job={job} live={live} />}
      <DependenciesCard job={job} />
      {job.kind !== "probe" && (
        <Suspense fallback={<CommandSkeleton />}>
          {job.kind === "command" ? <CommandView job={job} live={live} /> : <TaskView job={job} live={live} />}
        </Suspense>
      )}
    </div>
  );
}

function ProbeView({ job, live }: { job: ProbeJob; live: ReturnType<typeof useLiveJob> }) {
  const isTraceroute = job.spec.method === "traceroute";
  const route = useRoute(live.samples, isTraceroute);
  return (
    <>
      <ProberBanner job={job} />
      <VerdictBanner job={job} />
      <Statistics summary={job.summary} />
      <RttCard job={job} live={live} markers={route.changes} />
      {isTraceroute && <RouteCard route={route} />}
      <JobTabs job={job} log={live.log} />
    </>
  );
}
