import { isEnded, type Job } from "@fieldline/domain/job";
import { Moment } from "../../components/moment.tsx";
import { Requester } from "../../components/requester.tsx";
import { CommandFacts } from "./command-facts.tsx";
import { ProbeFacts } from "./probe-facts.tsx";
import { ScheduleFact } from "./schedule-fact.tsx";
import { TaskFacts } from "./task/task-facts.tsx";

/** What the job does, by whom and when. */
export function JobFacts({ job }: { job: Job }) {
  return (
    <div className="mt-2 flex flex-wrap items-baseline gap-x-5 gap-y-1 text-muted [&_b]:font-medium [&_b]:text-text">
      {job.kind === "probe" && <ProbeFacts job={job} />}
      {job.kind === "command" && <CommandFacts job={job} />}
      {job.kind === "task" && <TaskFacts job={job} />}
      {job.scheduleId !== null && <ScheduleFact scheduleId={job.scheduleId} />}
      <span>
        by{" "}
        <b className="inline-flex">
          <Requester job={job} />
        </b>
        , <Moment at={job.startedAt ?? job.createdAt} />
        {isEnded(job.status) && job.endedAt !== null && (
          <>
            , ended <Moment at={job.endedAt} />
          </>
        )}
      </span>
    </div>
  );
}
