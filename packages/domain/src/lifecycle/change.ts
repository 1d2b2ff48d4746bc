import type { Attempt, Job, LogEntry } from "../job/job.ts";

/** What an event changes of a job. */
export interface Change {
  changed: Partial<Omit<Job, "kind" | "spec">>;
  message: string;
  level?: LogEntry["level"];
  /** Set where it ends the attempt. */
  ended?: Attempt;
}
