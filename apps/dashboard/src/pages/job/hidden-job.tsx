import { Link } from "@tanstack/react-router";
import { buttonClass } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { usePageTitle } from "../../shell/use-page-title.ts";

/** A job that is there and not for the reader; `why` is the server's word. */
export function HiddenJob({ why }: { why: string }) {
  usePageTitle("Not your job");
  return (
    <div className="rounded-md border border-line bg-surface">
      <h1 className="sr-only">Not your job</h1>
      <EmptyState
        title="This job is not open to you"
        action={
          <Link to="/jobs" className={buttonClass("primary")}>
            To the jobs
          </Link>
        }
      >
        {why}
      </EmptyState>
    </div>
  );
}
