import { isEnded, type TaskJob } from "@fieldline/domain/job";
import { formatPercent } from "@fieldline/ui/format";
import type { ReactNode } from "react";

interface TaskProgressProps {
  job: TaskJob;
  liveState: ReactNode;
}

/** How far the task is, as its agent tells it. */
export function TaskProgress({ job: { progress, progressMessage, status, startedAt }, liveState }: TaskProgressProps) {
  if (startedAt === null && progress === null) return null;
  const isOver = isEnded(status);
  if (isOver && progress === null && !progressMessage) return null;
  const percent = status === "completed" ? 100 : (progress ?? 0);
  return (
    <section aria-label="Progress" className="rounded-md border border-line bg-surface px-3.5 py-3">
      <div className="flex items-baseline gap-3">
        <p className="min-w-0 flex-1 wrap-anywhere">
          {progressMessage ?? <span className="text-muted">Its agent has not said how far it is.</span>}
        </p>
        {(progress !== null || isOver) && <b className="shrink-0 font-semibold">{formatPercent(percent)}</b>}
        {liveState}
      </div>
      <div
        role="progressbar"
        aria-label="How far the task is"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(percent)}
        className="mt-2 h-1.5 overflow-hidden rounded-full bg-line"
      >
        <div
          className={`h-full rounded-full transition-[width] ${COLOUR[status] ?? "bg-accent"}`}
          style={{ width: `${percent}%` }}
        />
      </div>
    </section>
  );
}

const COLOUR: Partial<Record<TaskJob["status"], string>> = {
  completed: "bg-ok",
  failed: "bg-bad",
  timed_out: "bg-bad",
  rejected: "bg-bad",
  paused: "bg-warn",
  cancelled: "bg-idle",
};
