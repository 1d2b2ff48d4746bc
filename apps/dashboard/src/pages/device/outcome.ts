import { type Job, OPEN_STATUSES } from "@fieldline/domain/job";

export type Outcome = "succeeded" | "failed" | "cancelled" | "open";

/** How a job has come out. A cancelled one has neither succeeded nor failed. */
export function outcomeOf({ status }: Pick<Job, "status">): Outcome {
  if (status === "completed") return "succeeded";
  if (status === "cancelled") return "cancelled";
  return (OPEN_STATUSES as readonly string[]).includes(status) ? "open" : "failed";
}

export interface Activity {
  succeeded: number;
  failed: number;
  cancelled: number;
  /** Of those that succeeded or failed; null where there are none. */
  successPercent: number | null;
  /** How long those that ran took in the middle, in ms. */
  medianMs: number | null;
}

/** Figures over jobs that have ended. */
export function activityOf(jobs: readonly Job[]): Activity {
  const count = (wanted: Outcome) => jobs.filter((job) => outcomeOf(job) === wanted).length;
  const [succeeded, failed] = [count("succeeded"), count("failed")];
  const lengths = jobs
    .flatMap(({ startedAt, endedAt }) => (startedAt !== null && endedAt !== null ? [endedAt - startedAt] : []))
    .sort((a, b) => a - b);
  return {
    succeeded,
    failed,
    cancelled: count("cancelled"),
    successPercent: succeeded + failed > 0 ? (100 * succeeded) / (succeeded + failed) : null,
    medianMs: lengths[Math.floor(lengths.length / 2)] ?? null,
  };
}
