import type { SpooledJob } from "../spool/job-rows.ts";
import type { Executor, WorkPorts } from "./executor.ts";

interface Recovered {
  /** What goes on at once. */
  going: SpooledJob[];
  /** What goes on when the server has given it out again. */
  waiting: SpooledJob[];
  /** What is over here, and not all told. */
  untold: SpooledJob[];
}

export const RESTARTED = {
  code: "AGENT_RESTARTED",
  message: "The agent ended while it ran, and what it had done by then is not known.",
};

/** After a start: decides on each attempt that an earlier run has left. */
export function recover(
  executorOf: (job: SpooledJob) => Executor | undefined,
  { spool, clock, log }: Pick<WorkPorts, "spool" | "clock" | "log">,
): Recovered {
  const recovered: Recovered = { going: [], waiting: [], untold: [] };
  for (const job of spool.jobs.listOpen()) {
    const afterwards = () => executorOf(job)?.afterRestart(job, { clock, log }) ?? failed;
    if (job.state === "over") recovered.untold.push(job);
    else if (job.state === "taken" && job.kind !== "probe") spool.jobs.forget(job);
    else {
      const next = afterwards();
      if (next === "goesOn") recovered.going.push(job);
      else if (next === "goesOnWhenTold") recovered.waiting.push(job);
      else {
        spool.conclude(job, next, clock.now());
        recovered.untold.push(job);
      }
    }
  }
  return recovered;
}

const failed = { status: "failed" as const, error: RESTARTED };
