import type { TaskJob } from "@fieldline/domain/job";

/** What the task asks for, and where it waits or who does it. */
export function TaskFacts({ job }: { job: TaskJob }) {
  return (
    <>
      <span className="font-mono text-[.93em]">{job.type}</span>
      {job.queue !== null && (
        <span>
          queue <b>{job.queue}</b>
        </span>
      )}
    </>
  );
}
