import type { StepProgress } from "@fieldline/domain/document";
import type { Logger } from "../log.ts";
import type { SpooledJob } from "../spool/job-rows.ts";
import type { Spool } from "../spool/spool.ts";
import { killOrphans } from "./orphans.ts";

const RESTARTED = {
  code: "AGENT_RESTARTED",
  message: "The agent ended while the command ran. It was not run again, because what it had done is not known.",
};

interface Recovered {
  /** Probes that go on. */
  probes: SpooledJob[];
  /** What is over here, and not all told. */
  untold: SpooledJob[];
}

/** After a start: a command that was under way has failed and is never run again, a probe goes on. */
export function recover(spool: Spool, now: number, log: Logger): Recovered {
  spool.jobs.forgetUnbegun();
  for (const job of spool.jobs.listOpen()) {
    if (job.kind !== "command" || job.state !== "begun") continue;
    const { jobId, attempt } = job;
    const killed = killOrphans(jobId);
    log.warn("A command was under way when the agent ended; it is reported failed.", { jobId, attempt, killed });
    const steps = job.steps.map((step) => endedStep(step, now));
    spool.conclude(job, { status: "failed", error: RESTARTED, ...(steps.length > 0 && { steps }) }, now);
  }
  const open = spool.jobs.listOpen();
  return {
    probes: open.filter(({ kind, state }) => kind === "probe" && state !== "over"),
    untold: open.filter(({ state }) => state === "over"),
  };
}

function endedStep(step: StepProgress, now: number): StepProgress {
  if (step.state === "running") return { ...step, state: "failed", endedAt: now, message: RESTARTED.message };
  return step.state === "pending" ? { ...step, state: "skipped" } : step;
}
