import { Link } from "@tanstack/react-router";
import { buttonClass } from "../../components/button.tsx";
import { Kbd } from "../../components/kbd.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { Alerts } from "./alerts.tsx";
import { Figures } from "./figures.tsx";
import { LastJobs } from "./last-jobs.tsx";

/** The state in half a second: five figures, my last jobs, what needs me. */
export function OverviewPage() {
  return (
    <>
      <PageHeader title="Overview">
        <Link to="/jobs/new" className={buttonClass("primary")}>
          New probe <Kbd>n</Kbd>
        </Link>
      </PageHeader>
      <Figures />
      <div className="mt-3 grid items-start gap-3 xl:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)]">
        <LastJobs />
        <Alerts />
      </div>
    </>
  );
}
