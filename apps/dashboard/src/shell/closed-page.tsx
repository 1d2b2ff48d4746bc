import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { buttonClass } from "../components/button.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { usePageTitle } from "./use-page-title.ts";

interface ClosedPageProps {
  name: string;
  title: string;
  /** Where else to go, beside the jobs. */
  also?: ReactNode;
  children: ReactNode;
}

/** Stands where a page cannot be shown: says why, and leads on. */
export function ClosedPage({ name, title, also, children }: ClosedPageProps) {
  usePageTitle(name);
  return (
    <div className="rounded-md border border-line bg-surface">
      <h1 className="sr-only">{name}</h1>
      <EmptyState
        title={title}
        action={
          <>
            <Link to="/jobs" className={buttonClass("primary")}>
              To the jobs
            </Link>
            {also}
          </>
        }
      >
        {children}
      </EmptyState>
    </div>
  );
}
