import { NewProbeLink } from "../../session/new-probe-link.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { Alerts } from "./alerts.tsx";
import { Figures } from "./figures.tsx";
import { LastJobs } from "./last-jobs.tsx";

/** The state in half a second: five figures, my last jobs, what needs me. */
export function OverviewPage() {
  return (
    <>
      <PageHeader title="Overview">
        <NewProbeLink hasKey />
      </PageHeader>
      <Figures />
      <div className="mt-3 grid items-start gap-3 xl:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)]">
        <LastJobs />
        <Alerts />
      </div>
    </>
  );
}
