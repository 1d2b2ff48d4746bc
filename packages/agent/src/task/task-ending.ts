import type { EndReason } from "../run/job-control.ts";
import { JobError } from "./job-error.ts";

const ENDINGS: Record<EndReason, { code: string; message: string }> = {
  cancelled: { code: "CANCELLED", message: "The task was cancelled." },
  lost: { code: "LOST", message: "The task is not this agent's any more." },
  stopped: { code: "AGENT_STOPPED", message: "The agent was stopped, and the task was not done in time." },
  timedOut: { code: "TIMED_OUT", message: "The task was out of time." },
};

/** Why an attempt is to end before its time, as its handler hears it. */
export function endingOf(reason: EndReason): JobError {
  const { code, message } = ENDINGS[reason];
  return new JobError(code, message);
}
