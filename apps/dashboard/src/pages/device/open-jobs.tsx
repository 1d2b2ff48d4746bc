import type { Job } from "@fieldline/domain/job";
import { Card } from "../../components/card.tsx";
import { DeviceJobLine } from "./device-job-line.tsx";

interface OpenJobsProps {
  jobs: readonly Job[];
  isOnline: boolean;
}

/** What the device is doing and what waits for it. */
export function OpenJobs({ jobs, isOnline }: OpenJobsProps) {
  return (
    <Card title="Now" aside={<span className="ml-auto text-[12.5px] text-muted">{jobs.length} open</span>}>
      {jobs.length === 0 ? (
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
