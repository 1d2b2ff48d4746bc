import { Link } from "@tanstack/react-router";
import { buttonClass } from "../components/button.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { usePageTitle } from "./use-page-title.ts";

export function NoSuchPage() {
  usePageTitle("No such page");
  return (
    <EmptyState
      title="There is no such page"
      action={
        <>
          <Link to="/jobs" className={buttonClass("primary")}>
            To the jobs
          </Link>
          <Link to="/" className={buttonClass()}>
            To the overview
          </Link>
        </>
      }
    >
      The address may be mistyped or out of date. A job's account, MAC, IP or id can be searched for above.
    </EmptyState>
  );
}
