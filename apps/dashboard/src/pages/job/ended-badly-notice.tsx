import type { CommandJob, TaskJob } from "@fieldline/domain/job";
import { Notice } from "../../components/notice.tsx";
import { adviceOf } from "./command/error-advice.ts";

/** What went wrong, and what can be done about it. */
export function EndedBadlyNotice({ job }: { job: CommandJob | TaskJob }) {
  const { error, retry, attempt, status, kind } = job;
  if (!error) return null;
  const { headline, advice } = adviceOf(error.code, kind) ?? { headline: "It failed", advice: "" };
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
