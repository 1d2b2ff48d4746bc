import { isEnded, type Job } from "@fieldline/domain/job";
import { formatDuration } from "@fieldline/ui/time";
import { useNow } from "../../../components/clock.ts";

/** How long a job took, or has taken so far; nothing of one that has not started. */
export function RunFor({ job: { status, startedAt, endedAt } }: { job: Job }) {
  const now = useNow();
  const until = endedAt ?? (isEnded(status) ? null : now);
  if (startedAt === null || until === null) return null;
  return formatDuration(Math.max(0, until - startedAt));
}
