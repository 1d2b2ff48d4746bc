import { isEnded, type Job } from "@fieldline/domain/job";
import { useCan, useControls } from "../session/use-me.ts";

/** What the reader can do with a job in its present status. */
export interface JobControls {
  canPause: boolean;
  canResume: boolean;
  canCancel: boolean;
  canDelete: boolean;
  canRetry: boolean;
}

export function useJobControls(): (job: Job) => JobControls {
  const controls = useControls();
  const can = useCan();
  return (job) => {
    const isAllowed = controls(job);
    const hasEnded = isEnded(job.status);
    return {
      canPause: isAllowed && job.status === "running",
      canResume: isAllowed && job.status === "paused",
      canCancel: isAllowed && !hasEnded,
      canDelete: isAllowed && hasEnded,
      canRetry:
        isAllowed &&
        can("jobs.retry") &&
        job.kind === "command" &&
        (job.status === "failed" || job.status === "timed_out"),
    };
  };
}
