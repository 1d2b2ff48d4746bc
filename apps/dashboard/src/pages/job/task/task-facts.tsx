import type { TaskJob } from "@fieldline/domain/job";
import { Link } from "@tanstack/react-router";
import { useJobControls } from "../../../job-actions/job-controls.ts";
import { PriorityChoice } from "../../../job-actions/priority-choice.tsx";
import { PRIORITY_RULE } from "../../../job-actions/priority-words.ts";
import { Fact } from "../fact.tsx";
import { AgentLink } from "./agent-link.tsx";

const LINK = "font-medium text-text underline decoration-line-strong underline-offset-2 hover:text-accent";

/** What the task asks for, where it waits or who does it, and how urgent it is. */
export function TaskFacts({ job }: { job: TaskJob }) {
  const { spec, queue, assigneeId, assigneeName, attempt, retry } = job;
  const { canSetPriority } = useJobControls()(job);
  const most = Math.max(attempt, retry?.maxAttempts ?? 1);
  return (
    <>
      <Fact name="Does">
        {spec.template ? (
          <Link
            to="/templates/$slug"
            params={{ slug: spec.template.slug }}
            className={`${LINK} font-mono text-[.93em]`}
          >
            {job.type}
          </Link>
        ) : (
          <b className="font-mono text-[.93em]">{job.type}</b>
        )}
      </Fact>
      {queue !== null && (
        <Fact name="queue">
          <Link to="/queues" className={LINK}>
            {queue}
          </Link>
        </Fact>
      )}
      {assigneeId !== null && (
        <Fact name="agent">
          <AgentLink id={assigneeId} name={assigneeName} />
        </Fact>
      )}
      <Fact>
        {canSetPriority ? (
          <PriorityChoice job={job} />
        ) : (
          <span title={PRIORITY_RULE}>
            priority <b>{job.priority}</b>
          </span>
        )}
      </Fact>
      {most > 1 && (
        <Fact name="Attempt">
          <b>
            {attempt} of {most}
          </b>
        </Fact>
      )}
      {spec.concurrencyKey && (
        <Fact name="turns by">
          <b className="font-mono text-[.93em]">{spec.concurrencyKey}</b>
        </Fact>
      )}
    </>
  );
}
