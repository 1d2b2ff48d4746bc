import { type CommandJob, isEnded } from "@fieldline/domain/job";
import { formatQuantity } from "@fieldline/ui/format";
import { formatDuration } from "@fieldline/ui/time";
import { useNow } from "../../../components/clock.ts";
import { Notice } from "../../../components/notice.tsx";
import { adviceOf } from "./error-advice.ts";
import { stepsOf } from "./steps-of.ts";
import { WaitsFor } from "./waits-for.tsx";

const AT_ONCE_MS = 1_500;

/** How the command stands, in a sentence: what it waits for, or what went wrong and what to do. */
export function OutcomeBanner({ job }: { job: CommandJob }) {
  if (job.status === "assigned") return <WaitsFor job={job} />;
  if (job.status === "scheduled") return <Scheduled job={job} />;
  if (job.status === "paused")
    return (
      <Notice tone="warn" role="status">
        <b className="font-semibold text-warn">Paused</b>. The step under way runs to its end; the next one waits until
        you resume.
      </Notice>
    );
  if (job.status === "cancelled")
    return (
      <Notice tone="idle" role="status">
        <b className="font-semibold">Cancelled{job.statusReason ? ": " : "."}</b> {job.statusReason}
      </Notice>
    );
  if (isEnded(job.status) && job.error) return <Ended job={job} />;
  if (job.status === "completed") return <Done job={job} />;
  return <Running job={job} />;
}

/** The step under way; also where one that has begun tells of none yet. */
function Running({ job: { spec, steps } }: { job: CommandJob }) {
  const all = stepsOf(spec, { steps, isOver: false });
  const at = all.findIndex(({ state }) => state === "running");
  const step = all[at];
  return (
    <Notice tone="info">
      <b className="font-semibold text-info">{step ? `Runs step ${at + 1} of ${all.length}` : "Running"}</b>
      {step ? `: ${step.name}.` : "."}
    </Notice>
  );
}

function Done({ job: { steps, startedAt, endedAt } }: { job: CommandJob }) {
  const ignored = steps.filter(({ state }) => state === "ignored").length;
  const took = startedAt !== null && endedAt !== null ? ` in ${formatDuration(Math.max(0, endedAt - startedAt))}` : "";
  return (
    <Notice tone="ok" role="status">
      <b className="font-semibold text-ok">Done{took}</b>.
      {ignored > 0 && ` ${formatQuantity(ignored, "step")} failed, which the document allows.`}
    </Notice>
  );
}

function Ended({ job: { error, retry, attempt, status } }: { job: CommandJob }) {
  if (!error) return null;
  const { headline, advice } = adviceOf(error.code) ?? { headline: "It failed", advice: "" };
  const tries = retry && retry.maxAttempts > 1 && attempt >= retry.maxAttempts ? "No attempt is left." : "";
  return (
    <Notice
      tone={status === "rejected" ? "warn" : "bad"}
      role="status"
      aside={<code className="text-[12.5px] text-muted">{error.code}</code>}
    >
      <b className={`font-semibold ${status === "rejected" ? "text-warn" : "text-bad"}`}>{headline}</b>. {error.message}
      {/[.!?]$/.test(error.message) ? " " : ". "}
      {advice} {tries}
    </Notice>
  );
}

/** It starts later: at a time of its own, or as the next attempt. */
function Scheduled({ job: { runAt, attempt, error } }: { job: CommandJob }) {
  const now = useNow();
  if (runAt === null) return null;
  const leftMs = runAt - now;
  const when = leftMs < AT_ONCE_MS ? "begins now" : `begins in ${formatDuration(leftMs)}`;
  if (!error)
    return (
      <Notice tone="info" role="status">
        It {when}.
      </Notice>
    );
  const { headline } = adviceOf(error.code) ?? { headline: error.message };
  return (
    <Notice tone="warn" role="status" aside={<code className="text-[12.5px] text-muted">{error.code}</code>}>
      <b className="font-semibold text-warn">{headline}</b>. Attempt {attempt} {when}.
    </Notice>
  );
}
