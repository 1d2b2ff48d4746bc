import type { Executor, WorkPorts } from "@fieldline/agent/executor";
import { RESTARTED } from "@fieldline/agent/recover";
import type { StepProgress } from "@fieldline/domain/document";
import { killOrphans } from "./orphans.ts";
import { type CommandMeans, runCommandJob } from "./run-command-job.ts";
import { type ProbeMeans, runProbeJob } from "./run-probe-job.ts";

const MOST_PROBES = 50;
const WORDS = "The agent ended while the command ran. It was not run again, because what it had done is not known.";

/** Measures: a probe goes on over a restart of the agent. */
export function probeExecutor(means: ProbeMeans): Executor {
  return {
    kind: "probe",
    most: MOST_PROBES,
    atStop: "leave",
    afterRestart: () => "goesOn",
    run: (work, ports) => runProbeJob(work, { ...ports, ...means }),
  };
}

/** Runs documents: one that was under way when the agent ended has failed, and is never run again. */
export function commandExecutor(means: CommandMeans, concurrency: number): Executor {
  return {
    kind: "command",
    most: concurrency,
    slots: concurrency,
    atStop: "report",
    afterRestart({ jobId, attempt, steps: known }, { clock, log }) {
      const killed = killOrphans(jobId);
      log.warn("A command was under way when the agent ended; it is reported failed.", { jobId, attempt, killed });
      const steps = known.map((step) => endedStep(step, clock));
      return {
        status: "failed",
        error: { code: RESTARTED.code, message: WORDS },
        ...(steps.length > 0 && { steps }),
      };
    },
    run: (work, ports) => runCommandJob(work, { ...ports, ...means }),
  };
}

function endedStep(step: StepProgress, clock: WorkPorts["clock"]): StepProgress {
  if (step.state === "running") return { ...step, state: "failed", endedAt: clock.now(), message: WORDS };
  return step.state === "pending" ? { ...step, state: "skipped" } : step;
}
