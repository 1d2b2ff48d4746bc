import { type Attempt, type CommandJob, isEnded, type TaskJob } from "@fieldline/domain/job";
import { formatDuration } from "@fieldline/ui/time";
import { Link, useSearch } from "@tanstack/react-router";
import { buttonClass } from "../../../components/button.tsx";
import { useNow } from "../../../components/clock.ts";
import { ErrorState } from "../../../components/error-state.tsx";
import { Moment } from "../../../components/moment.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import { StatusChip } from "../../../components/status-chip.tsx";
import { readJobSearch } from "../job-search.ts";
import { JsonFold } from "../json-fold.tsx";
import { AgentLink } from "../task/agent-link.tsx";
import { adviceOf } from "./error-advice.ts";
import { StepMark, stepLook } from "./step-mark.tsx";
import { endingOf, type ShownStep, stepsOf } from "./steps-of.ts";
import { useAttempts } from "./use-attempts.ts";

/** Each attempt whole, the newest first, side by side where there is room. */
export function AttemptsPanel({ job }: { job: CommandJob | TaskJob }) {
  const { data, error, refetch, isFetching } = useAttempts(job);
  if (error && !data)
    return <ErrorState what="The attempts" error={error} onRetry={() => refetch()} isRetrying={isFetching} />;
  if (!data)
    return (
      <div role="status" aria-label="Loading the attempts" className="min-h-64">
        <Skeleton className="h-40 max-w-100" />
      </div>
    );
  if (data.length === 0) return <p className="min-h-64 text-muted">Nothing has been tried yet.</p>;
  return (
    <ol className="grid min-h-64 grid-cols-[repeat(auto-fill,minmax(min(100%,340px),1fr))] content-start gap-3">
      {data.toReversed().map((attempt) => (
        <AttemptCard key={attempt.attempt} attempt={attempt} job={job} />
      ))}
    </ol>
  );
}

function AttemptCard({ attempt, job }: { attempt: Attempt; job: CommandJob | TaskJob }) {
  const search = useSearch({ from: "/jobs/$jobId" });
  const { status, error, result, startedAt, exitCode } = attempt;
  const isPresent = attempt.attempt === job.attempt;
  return (
    <li className="flex min-w-0 flex-col rounded-md border border-line bg-surface p-3.5">
      <div className="flex flex-wrap items-center gap-2.5">
        <h3 className="font-semibold">Attempt {attempt.attempt}</h3>
        <StatusChip status={status} />
        <span className="ml-auto text-[13px] text-muted">{startedAt !== null && <Moment at={startedAt} />}</span>
      </div>
      <p className="mt-1 text-[13px] text-muted">
        {startedAt === null ? isEnded(status) ? "It did not start" : "Not started yet" : <Took attempt={attempt} />}
        {exitCode !== null && `, exit code ${exitCode}`}
        {job.kind === "task" && attempt.assigneeId && (
          <>
            {" on "}
            <AgentLink id={attempt.assigneeId} name={attempt.assigneeId === job.assigneeId ? job.assigneeName : null} />
          </>
        )}
      </p>
      {error && (
        <p
          className={`mt-2 text-[13.5px] wrap-anywhere ${isEnded(status) && status !== "cancelled" ? "text-bad" : "text-muted"}`}
        >
          {adviceOf(error.code, job.kind) && (
            <b className="font-semibold">{adviceOf(error.code, job.kind)?.headline}. </b>
          )}
          {error.message}
        </p>
      )}
      {job.kind === "command" && (
        <AttemptSteps steps={stepsOf(job.spec, { steps: attempt.steps, isOver: isEnded(status) })} />
      )}
      {result !== null && result !== undefined && (
        <JsonFold name="Result" value={result} className={job.kind === "command" ? "mb-3" : "mt-2"} />
      )}
      {job.kind === "command" && (
        <Link
          to="/jobs/$jobId"
          params={{ jobId: job.id }}
          search={readJobSearch({ ...search, attempt: isPresent ? undefined : attempt.attempt })}
          replace
          hash="main"
          className={`${buttonClass()} mt-auto self-start`}
        >
          Show its output
        </Link>
      )}
    </li>
  );
}

function AttemptSteps({ steps }: { steps: readonly ShownStep[] }) {
  return (
    <ol className="mt-2.5 mb-3 grid gap-1 text-[13.5px]">
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place
        <li key={index} className="flex min-w-0 items-center gap-2">
          <StepMark state={step.state} />
          <span className="min-w-0 flex-1 truncate">{step.name}</span>
          <span className="shrink-0 text-[12.5px] text-muted">
            {[endingOf(step) ?? stepLook(step.state).word.toLowerCase(), tookOf(step)].filter(Boolean).join(", ")}
          </span>
        </li>
      ))}
    </ol>
  );
}

function tookOf({ startedAt, endedAt }: { startedAt?: number; endedAt?: number }): string {
  return startedAt === undefined || endedAt === undefined ? "" : formatDuration(Math.max(0, endedAt - startedAt));
}

function Took({ attempt: { startedAt, endedAt } }: { attempt: Attempt }) {
  const now = useNow();
  if (startedAt === null) return null;
  return (
    <>
      {endedAt === null ? "Runs for " : "Took "}
      {formatDuration(Math.max(0, (endedAt ?? now) - startedAt))}
    </>
  );
}
