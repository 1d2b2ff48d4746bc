import { formatCount } from "@fieldline/ui/format";
import { formatClockMinute } from "@fieldline/ui/time";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { Skeleton } from "../../components/skeleton.tsx";

/** What is used of the limits, said before anything is refused. */
export function Limits() {
  const api = useTRPC();
  const { data, isError } = useQuery(api.jobs.stats.queryOptions());
  if (isError && !data) return <p className="text-muted">Usage could not be loaded; the limits hold all the same.</p>;
  if (!data)
    return (
      <div className="grid h-10 content-center gap-2">
        <Skeleton className="w-4/5" />
        <Skeleton className="w-3/5" />
      </div>
    );
  const { usedToday, jobsPerUserPerDay, runningJobs, resetsAt } = data.limits;
  const isDayUsedUp = usedToday >= jobsPerUserPerDay;
  return (
    <ul className="min-h-10 text-muted">
      <li className={isDayUsedUp ? "font-semibold text-warn" : ""}>
        {formatCount(usedToday)} of {formatCount(jobsPerUserPerDay)} jobs today
        {isDayUsedUp && `; resets at ${formatClockMinute(resetsAt)}`}
      </li>
      <li className={data.running >= runningJobs ? "font-semibold text-warn" : ""}>
        {formatCount(data.running)} of {formatCount(runningJobs)} running
      </li>
    </ul>
  );
}
