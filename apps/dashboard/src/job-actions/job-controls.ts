import { isEnded, type Job } from "@fieldline/domain/job";
import { useCan, useControls } from "../session/use-me.ts";

/** What the reader can do with a job in its present status. */
export interface JobControls {
  canPause: boolean;
  canResume: boolean;
  canCancel: boolean;
  canDelete: boolean;
  canRetry: boolean;
  canResubmit: boolean;
  canForceComplete: boolean;
  canReassign: boolean;
  canSetPriority: boolean;
}

export function useJobControls(): (job: Job) => JobControls {
  const controls = useControls();
  const can = useCan();
  return (job) => {
    const isAllowed = controls(job);
    const hasEnded = isEnded(job.status);
    const isDeviceWork = job.kind !== "probe";
    const isOpenWork = isAllowed && isDeviceWork && !hasEnded;
    return {
      canPause: isAllowed && job.status === "running",
      canResume: isAllowed && job.status === "paused",
      canCancel: isAllowed && !hasEnded,
      canDelete: isAllowed && hasEnded,
      canRetry: isAllowed && isDeviceWork && can("jobs.retry") && RETRIED.has(job.status),
      canResubmit: isAllowed && isDeviceWork && hasEnded && can("jobs.resubmit"),
      canForceComplete: isOpenWork && can("jobs.forceComplete"),
      canReassign: isOpenWork && can("jobs.reassign"),
      canSetPriority: isOpenWork && can("jobs.setPriority"),
    };
  };
}

const RETRIED: ReadonlySet<Job["status"]> = new Set(["failed", "timed_out"]);
