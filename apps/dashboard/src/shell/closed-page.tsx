import { Link, type LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { buttonClass } from "../components/button.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { usePageTitle } from "./use-page-title.ts";

interface ClosedPageProps {
  name: string;
  title: string;
  /** Where to go from here; to the jobs unless given. */
  onward?: { to: LinkProps["to"]; label: string };
  /** Where else to go. */
  also?: ReactNode;
  children: ReactNode;
}

const JOBS = { to: "/jobs", label: "To the jobs" } as const;

/** Stands where a page cannot be shown: says why, and leads on. */
export function ClosedPage({ name, title, onward = JOBS, also, children }: ClosedPageProps) {
  usePageTitle(name);
  return (
    <div className="rounded-md border border-line bg-surface">
      <h1 className="sr-only">{name}</h1>
      <EmptyState
        title={title}
        action={
          <>
            <Link to={onward.to} className={buttonClass("primary")}>
              {onward.label}
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
