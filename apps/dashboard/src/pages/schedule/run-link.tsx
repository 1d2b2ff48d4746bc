import type { ScheduleRun } from "@fieldline/domain/schedule";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

interface RunLinkProps {
  run: ScheduleRun;
  className?: string;
  children: ReactNode;
}

/** Leads to what a run has started, where it has started something. */
export function RunLink({ run: { jobId, rolloutId }, className = "", children }: RunLinkProps) {
  const look = `relative z-[1] no-underline ${className}`;
  if (rolloutId)
    return (
      <Link to="/rollouts/$rolloutId" params={{ rolloutId }} className={look}>
        {children}
      </Link>
    );
  if (jobId)
    return (
      <Link to="/jobs/$jobId" params={{ jobId }} className={look}>
        {children}
      </Link>
    );
  return <>{children}</>;
}
