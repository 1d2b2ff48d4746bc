import type { FeedFrame } from "@fieldline/domain/frames";
import type { JobStatus } from "@fieldline/domain/job";

const CALM_MS = 2_000;

/** Calls `refresh` soon after something that counts has changed, however much changes at once. */
export function createStatsRefresh(refresh: () => void) {
  const statuses = new Map<string, JobStatus>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      refresh();
    }, CALM_MS);
  };
  return {
    note(frame: FeedFrame) {
      if (frame.type === "device" || frame.type === "rollout" || frame.type === "queue") return;
      if (frame.type !== "job") return soon();
      if (statuses.get(frame.job.id) === frame.job.status) return;
      statuses.set(frame.job.id, frame.job.status);
      soon();
    },
    stop: () => clearTimeout(timer),
  };
}
