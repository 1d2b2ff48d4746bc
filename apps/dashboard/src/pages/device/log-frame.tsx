import type { Job } from "@fieldline/domain/job";
import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";

/** Where the log of a running job stands: as tall empty as it is full. */
export function LogFrame({ job, children }: { job: Job; children?: ReactNode }) {
  return (
    <Card title="Live log" aside={<span className="min-w-0 truncate text-muted">{job.name}</span>}>
      <div className="h-84 overflow-y-auto p-3.5">{children}</div>
    </Card>
  );
}
