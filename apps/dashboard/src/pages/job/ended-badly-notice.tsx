import type { CommandJob, TaskJob } from "@fieldline/domain/job";
import { Notice } from "../../components/notice.tsx";
import { isFinalError } from "../../job-actions/final-error.ts";
import { adviceOf } from "./command/error-advice.ts";
import { LookedAt } from "./looked-at.tsx";

const FINAL = "Its handler says that another attempt would fail as well: make a new task like it, with another input.";

/** What went wrong, and what can be done about it. */
export function EndedBadlyNotice({ job }: { job: CommandJob | TaskJob }) {
  const { error, retry, attempt, status, kind } = job;
  if (!error) return null;
  const unknown = { headline: "It failed", advice: isFinalError(job) ? FINAL : "" };
  const { headline, advice } = adviceOf(error.code, kind) ?? unknown;
  const tries = retry && retry.maxAttempts > 1 && attempt >= retry.maxAttempts ? "No attempt is left." : "";
  return (
    <Notice
      tone={status === "rejected" ? "warn" : "bad"}
      role="status"
      aside={
        <>
          <code className="text-[12.5px] text-muted">{error.code}</code>
          <LookedAt job={job} />
        </>
      }
    >
      <b className={`font-semibold ${status === "rejected" ? "text-warn" : "text-bad"}`}>{headline}</b>. {error.message}
      {/[.!?]$/.test(error.message) ? " " : ". "}
      {advice} {tries}
    </Notice>
  );
}
