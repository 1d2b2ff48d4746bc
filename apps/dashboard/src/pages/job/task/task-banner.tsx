import { isEnded, type TaskJob } from "@fieldline/domain/job";
import { formatDuration } from "@fieldline/ui/time";
import { Notice } from "../../../components/notice.tsx";
import { WaitsFor } from "../command/waits-for.tsx";
import { EndedBadlyNotice } from "../ended-badly-notice.tsx";
import { ScheduledNotice } from "../scheduled-notice.tsx";
import { RunsOn } from "./runs-on.tsx";
import { WaitsForJobs } from "./waits-for-jobs.tsx";
import { WaitsInQueue } from "./waits-in-queue.tsx";

/** How the task stands, in a sentence: what it waits for, who does it, or how it ended and what to do. */
export function TaskBanner({ job }: { job: TaskJob }) {
  switch (job.status) {
    case "scheduled":
      return <ScheduledNotice job={job} />;
    case "blocked":
      return <WaitsForJobs ids={job.waitsFor} rule={job.onDependencyFailure} />;
    case "queued":
      return <WaitsInQueue job={job} />;
    case "assigned":
      return job.assigneeId === null ? null : (
        <WaitsFor job={job} deviceId={job.assigneeId} name={job.assigneeName ?? "its agent"} />
      );
    case "running":
    case "paused":
      return <RunsOn job={job} />;
    case "completed":
      return <Done job={job} />;
    case "cancelled":
      return (
        <Notice tone="idle" role="status">
          <b className="font-semibold">Cancelled{job.statusReason ? ": " : "."}</b> {job.statusReason}
        </Notice>
      );
    default:
      return isEnded(job.status) ? <EndedBadlyNotice job={job} /> : null;
  }
}

function Done({ job: { startedAt, endedAt, statusReason } }: { job: TaskJob }) {
  const took = startedAt !== null && endedAt !== null ? ` in ${formatDuration(Math.max(0, endedAt - startedAt))}` : "";
  return (
    <Notice tone="ok" role="status">
      <b className="font-semibold text-ok">Done{took}</b>
      {statusReason ? `. ${statusReason}` : "."}
    </Notice>
  );
}
