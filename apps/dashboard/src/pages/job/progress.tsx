import { isEnded, type ProbeJob } from "@fieldline/domain/job";
import { formatDuration } from "@fieldline/ui/time";
import { useNow } from "../../components/clock.ts";
import { runTimeOf } from "./run-time.ts";

/** How far a probe is, ticking while it runs. */
export function Progress({ job }: { job: ProbeJob }) {
  const now = useNow();
  const time = runTimeOf(job, now);
  if (!time) return <span>not started</span>;
  const elapsed = <b>{formatDuration(time.elapsedMs)}</b>;
  if (isEnded(job.status)) return <span>ran {elapsed}</span>;
  return (
    <span>
      {elapsed} in, {formatDuration(time.leftMs)} left
    </span>
  );
}
