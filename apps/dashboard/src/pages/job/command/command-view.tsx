import { type CommandJob, isEnded, type LogEntry } from "@fieldline/domain/job";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { ErrorState } from "../../../components/error-state.tsx";
import { Notice } from "../../../components/notice.tsx";
import { readJobSearch } from "../job-search.ts";
import { JobTabs } from "../job-tabs.tsx";
import { LiveState } from "../live-state.tsx";
import { OutputPanel } from "../output/output-panel.tsx";
import { useOutputLines } from "../output/use-output-lines.ts";
import type { LiveView } from "../use-live-job.ts";
import { useWholeLog } from "../use-whole-log.ts";
import { AttemptChoice } from "./attempt-choice.tsx";
import { OutcomeBanner } from "./outcome-banner.tsx";
import { StepsList } from "./steps-list.tsx";
import { stepsOf } from "./steps-of.ts";
import { useAttempts } from "./use-attempts.ts";

/** A command: how it stands, its steps, what it writes. */
export function CommandView({ job, live }: { job: CommandJob; live: LiveView }) {
  const search = useSearch({ from: "/jobs/$jobId" });
  const navigate = useNavigate();
  const attempt = Math.min(search.attempt ?? job.attempt, job.attempt);
  const isPresent = attempt === job.attempt;
  const attempts = useAttempts(job, !isPresent);
  const shown = isPresent ? job : attempts.data?.find((each) => each.attempt === attempt);
  const { log, isWhole, query } = useWholeLog(job.id, live.log);
  const lines = useOutputLines(isWhole ? log : NOTHING, attempt);
  const [wanted, setWanted] = useState<{ step: string }>();
  const steps = useMemo(
    () => stepsOf(job.spec, { steps: shown?.steps ?? [], isOver: shown ? isEnded(shown.status) : false }),
    [job.spec, shown],
  );
  const withOutput = useMemo(() => new Set(lines.map(({ step }) => step)), [lines]);
  const events = useMemo(() => log.filter(({ kind }) => kind !== "output"), [log]);
  const choose = (next: number) =>
    void navigate({
      to: "/jobs/$jobId",
      params: { jobId: job.id },
      search: readJobSearch({ ...search, attempt: next === job.attempt ? undefined : next }),
      replace: true,
      resetScroll: false,
    });
  const isLive = isPresent && !isEnded(job.status);
  return (
    <>
      <OutcomeBanner job={job} />
      {!isPresent && (
        <Notice tone="idle" role="status">
          This is attempt {attempt} of {job.attempt}; it is over.
        </Notice>
      )}
      <div className="grid grid-cols-[minmax(250px,3fr)_minmax(0,7fr)] items-start gap-3 max-lg:grid-cols-1">
        <StepsList steps={steps} withOutput={withOutput} onShow={(step) => setWanted({ step })} />
        <OutputPanel
          key={`${attempt} ${isWhole}`}
          lines={lines}
          steps={steps}
          fileName={`${job.spec.deviceName}-${job.id.slice(-8)}-${attempt}.txt`}
          isLive={isLive}
          startsAtEnd={shown?.status === "failed" || shown?.status === "timed_out"}
          wanted={wanted}
          empty={
            query.error ? (
              <ErrorState
                what="The output"
                error={query.error}
                onRetry={() => query.refetch()}
                isRetrying={query.isFetching}
              />
            ) : (
              <p role="status">{isWhole ? emptyWords(job, isLive) : "Reading the output…"}</p>
            )
          }
          aside={job.attempt > 1 && <AttemptChoice count={job.attempt} chosen={attempt} onChoose={choose} />}
          liveState={isLive && <LiveState connection={live.connection} heardAt={null} />}
        />
      </div>
      <JobTabs job={job} log={events} />
    </>
  );
}

const NOTHING: readonly LogEntry[] = [];

function emptyWords({ status, spec }: CommandJob, isLive: boolean): string {
  if (isLive) return status === "running" ? "Nothing was written so far." : "It has not started yet.";
  return spec.document.includeStdOut === false
    ? "Nothing came on stderr. Stdout stays on the device, as the document says (includeStdOut)."
    : "It wrote nothing.";
}
