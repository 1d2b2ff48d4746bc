import { isEnded, type Job } from "@fieldline/domain/job";

/** What can be done with a job in its present status. */
export interface JobControls {
  canPause: boolean;
  canResume: boolean;
  canCancel: boolean;
  canDelete: boolean;
}

export function controlsOf({ status }: Job): JobControls {
  const ended = isEnded(status);
  return { canPause: status === "running", canResume: status === "paused", canCancel: !ended, canDelete: ended };
}
