import type { Job } from "../job/job.ts";
import type { Dependency } from "./events.ts";

interface AfterDependency {
  /** What the job still waits for. */
  waitsFor: string[];
  /** `proceed`: as far as this one goes it may start. */
  verdict: "proceed" | "fail" | "cancel";
  message: string;
}

/** What the end of a job means for one that waits for it. Told twice, the second time changes nothing. */
export function afterDependency(
  { waitsFor: before, onDependencyFailure }: Pick<Job, "waitsFor" | "onDependencyFailure">,
  { id, name, status }: Dependency,
): AfterDependency {
  const waitsFor = before.filter((each) => each !== id);
  const words = `${name}, which it waited for, is ${status.replace("_", " ")}`;
  const isHeld = status !== "completed" && before.includes(id);
  if (!isHeld || onDependencyFailure === "run") return { waitsFor, verdict: "proceed", message: words };
  return { waitsFor, verdict: onDependencyFailure, message: words };
}
