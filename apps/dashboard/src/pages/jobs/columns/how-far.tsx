import type { Job } from "@fieldline/domain/job";
import { formatPercent } from "@fieldline/ui/format";
import { isWaiting } from "./is-waiting.ts";

/** How far work is that tells of it, while it is under way; before that how urgent it is. */
export function HowFar({ job }: { job: Job }) {
  const { status, progress, progressMessage, name, priority } = job;
  // The table that has a column of it hides it here.
  if (isWaiting(job)) return <span className="priority-words text-[12.5px] text-muted">priority {priority}</span>;
  if (progress === null || (status !== "running" && status !== "paused")) return null;
  return (
    <span title={progressMessage ?? undefined} className="flex items-center gap-2 text-[12.5px] text-muted">
      <span
        role="progressbar"
        aria-label={`How far ${name} is`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(progress)}
        className="h-1.5 flex-1 overflow-hidden rounded-full bg-line"
      >
        <span className="block h-full rounded-full bg-accent" style={{ width: `${progress}%` }} />
      </span>
      {formatPercent(Math.round(progress))}
    </span>
  );
}
