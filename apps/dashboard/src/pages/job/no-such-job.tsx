import { Link } from "@tanstack/react-router";
import { buttonClass } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { NewProbeLink } from "../../session/new-probe-link.tsx";
import { usePageTitle } from "../../shell/use-page-title.ts";

export function NoSuchJob() {
  usePageTitle("No such job");
  return (
    <div className="rounded-md border border-line bg-surface">
      <h1 className="sr-only">No such job</h1>
      <EmptyState
        title="There is no such job"
        action={
          <>
            <Link to="/jobs" className={buttonClass("primary")}>
              To the jobs
            </Link>
            <NewProbeLink tone="plain" />
          </>
        }
      >
        It may have been deleted, or the address may be mistyped. A deleted job leaves only its audit entries.
      </EmptyState>
    </div>
  );
}
