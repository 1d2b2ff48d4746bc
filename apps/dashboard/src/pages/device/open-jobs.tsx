import type { Job } from "@fieldline/domain/job";
import { Card } from "../../components/card.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { DeviceJobLine } from "./device-job-line.tsx";

interface OpenJobsProps {
  /** Undefined while they are on their way. */
  jobs: readonly Job[] | undefined;
  isOnline: boolean;
}

/** What the device is doing and what waits for it. */
export function OpenJobs({ jobs, isOnline }: OpenJobsProps) {
  return (
    <Card title="Now" aside={<span className="ml-auto text-[12.5px] text-muted">{jobs && `${jobs.length} open`}</span>}>
      {!jobs ? (
        <div className="flex h-12 items-center px-3.5">
          <Skeleton className="w-48" />
        </div>
      ) : jobs.length === 0 ? (
        <p className="p-3.5 text-muted">
          Nothing runs here and nothing waits.{" "}
          {isOnline ? "It takes work at once." : "What you start waits until it is back."}
        </p>
      ) : (
        <ul>
          {jobs.map((job) => (
            <DeviceJobLine key={job.id} job={job} />
          ))}
        </ul>
      )}
    </Card>
  );
}
