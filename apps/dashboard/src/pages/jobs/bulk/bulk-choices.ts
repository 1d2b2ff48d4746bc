import type { BulkAction } from "@fieldline/domain/bulk";
import type { Job } from "@fieldline/domain/job";
import type { Action } from "@fieldline/domain/permissions";
import type { JobControls } from "../../../job-actions/job-controls.ts";
import { isBadEnd } from "../matches-list.ts";

interface BulkRule {
  /** What one must be allowed to do at all. */
  takes: Action;
  /** Whether it is of use to this job. */
  fits: (job: Job, controls: JobControls) => boolean;
}

const RULES: Record<BulkAction, BulkRule> = {
  cancel: { takes: "jobs.cancel", fits: (_job, { canCancel }) => canCancel },
  pause: { takes: "jobs.pause", fits: (_job, { canPause }) => canPause },
  resume: { takes: "jobs.resume", fits: (_job, { canResume }) => canResume },
  retry: { takes: "jobs.retry", fits: (_job, { canRetry }) => canRetry },
  review: { takes: "jobs.review", fits: isBadEnd },
  setPriority: { takes: "jobs.setPriority", fits: (_job, { canSetPriority }) => canSetPriority },
  reassign: { takes: "jobs.reassign", fits: (_job, { canReassign }) => canReassign },
  delete: { takes: "jobs.delete", fits: (_job, { canDelete }) => canDelete },
};

/** The actions in the order in which they are offered: those that the list is for go first. */
export function bulkOrder(isUnreviewed: boolean): readonly BulkAction[] {
  return isUnreviewed
    ? ["retry", "review", "delete", "setPriority", "reassign", "cancel", "pause", "resume"]
    : ["cancel", "pause", "resume", "retry", "review", "setPriority", "reassign", "delete"];
}

/** What one must be allowed to do for an action. */
export function takenBy(action: BulkAction): Action {
  return RULES[action].takes;
}

/** Those of the jobs that an action is of use to. */
export function fitting(
  action: BulkAction,
  jobs: readonly Job[],
  controlsOf: (job: Job) => JobControls,
): readonly Job[] {
  return jobs.filter((job) => RULES[action].fits(job, controlsOf(job)));
}
