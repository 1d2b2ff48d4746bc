import type { CommandJob, TaskJob } from "@fieldline/domain/job";
import { formatDuration, formatExact } from "@fieldline/ui/time";
import { useNow } from "../../components/clock.ts";
import { Notice } from "../../components/notice.tsx";
import { adviceOf } from "./command/error-advice.ts";

const AT_ONCE_MS = 1_500;

/** It starts later: at a time of its own, or as the next attempt. */
export function ScheduledNotice({ job: { runAt, attempt, error, kind } }: { job: CommandJob | TaskJob }) {
  const now = useNow();
  if (runAt === null) return null;
  const leftMs = runAt - now;
  const when = leftMs < AT_ONCE_MS ? "begins now" : `begins in ${formatDuration(leftMs)}`;
  if (!error)
    return (
      <Notice tone="info" role="status">
        <span title={formatExact(runAt)}>It {when}.</span>
      </Notice>
    );
  const { headline } = adviceOf(error.code, kind) ?? { headline: error.message };
  return (
    <Notice tone="warn" role="status" aside={<code className="text-[12.5px] text-muted">{error.code}</code>}>
      <b className="font-semibold text-warn">{headline}</b>. Attempt {attempt} {when}.
    </Notice>
  );
}
