import { Link } from "@tanstack/react-router";
import { buttonClass } from "../components/button.tsx";
import { Kbd } from "../components/kbd.tsx";
import { useCan } from "./use-me.ts";

interface NewProbeLinkProps {
  tone?: "primary" | "plain";
  hasKey?: boolean;
}

/** Leads to a new probe, for those who may start one. */
export function NewProbeLink({ tone = "primary", hasKey = false }: NewProbeLinkProps) {
  if (!useCan()("jobs.create")) return null;
  return (
    <Link to="/jobs/new" className={buttonClass(tone)}>
      New probe {hasKey && <Kbd>n</Kbd>}
    </Link>
  );
}
