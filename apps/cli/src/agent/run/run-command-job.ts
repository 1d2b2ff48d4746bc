import { endAtDeadline } from "@fieldline/agent/deadline";
import type { ReportBody } from "@fieldline/agent/device-port";
import type { WorkPorts } from "@fieldline/agent/executor";
import type { EndReason } from "@fieldline/agent/job-control";
import { orAborted } from "@fieldline/agent/or-aborted";
import { MAX_MESSAGE_LENGTH, reportedError } from "@fieldline/agent/reported-error";
import type { Work } from "@fieldline/agent/work";
import type { CommandSpec, StepProgress } from "@fieldline/domain/document";
import type { CommandOutcome, CommandRun } from "../../command/command-run.ts";

/** How this machine runs documents. */
export interface CommandMeans {
  runDocument(run: CommandRun): Promise<CommandOutcome>;
  getHandler: CommandRun["handlers"]["get"];
  facts: Record<string, string>;
  config: CommandRun["config"];
}
type CommandPorts = WorkPorts & CommandMeans;

const ENDINGS: Record<EndReason, { code: string; message: string }> = {
  cancelled: { code: "CANCELLED", message: "The command was cancelled and killed." },
  lost: { code: "LOST", message: "The command was another's by then, and killed." },
  stopped: { code: "AGENT_STOPPED", message: "The agent was stopped, and the command did not end in time. Retry it." },
  timedOut: { code: "TIMED_OUT", message: "The command was out of time and killed." },
};

/** Runs a job document, and keeps each step and all output for the server. */
export async function runCommandJob(work: Work, ports: CommandPorts): Promise<void> {
  const { spool, clock, notify, log } = ports;
  const { ref, control } = work;
  spool.jobs.begin(ref);
  work.hasBegun = true;
  const endWatch = endAtDeadline(work, clock);
  try {
    const outcome = await ports.runDocument(runOf(work, ports));
    spool.conclude(ref, endingOf(outcome, control.endReason, clock), clock.now());
  } catch (thrown) {
    log.error("A command failed within the agent.", { ...ref, words: String(thrown) });
    const error = { code: "AGENT_FAULT", message: "The agent failed while it ran the command; its log says why." };
    spool.conclude(ref, { status: "failed", error }, clock.now());
  } finally {
    endWatch();
    notify(work);
  }
}

function runOf(work: Work, { spool, clock, getHandler, facts, config, notify, log }: CommandPorts): CommandRun {
  const { ref, control } = work;
  const spec = work.assignment.spec as CommandSpec;
  const isWanted = () => control.endReason !== "lost";
  return {
    jobId: ref.jobId,
    document: spec.document,
    handlers: { refs: spec.handlers, get: (ref) => orAborted(getHandler(ref), control.signal) },
    facts,
    config,
    hooks: {
      step(progress) {
        if (!isWanted()) return;
        spool.jobs.noteSteps(ref, stepsOf(progress, clock));
        notify(work);
      },
      output(piece) {
        if (!isWanted()) return;
        spool.reports.addOutput(ref, piece);
        notify(work);
      },
      log: (message) => log.info(message, { ...ref }),
    },
    signal: control.signal,
    controls: { waitWhilePaused: () => control.waitWhilePaused() },
  };
}

function endingOf(
  { status, exitCode, error, steps }: CommandOutcome,
  reason: EndReason | undefined,
  clock: CommandPorts["clock"],
): ReportBody {
  const cause = status !== "completed" && reason ? ENDINGS[reason] : error;
  return {
    status: status === "rejected" && reason ? "failed" : status,
    ...(exitCode !== undefined && { exitCode }),
    ...(cause && { error: reportedError(cause.code, cause.message) }),
    steps: stepsOf(steps, clock),
  };
}

/** Times by the server's clock. */
function stepsOf(steps: StepProgress[], clock: CommandPorts["clock"]): StepProgress[] {
  return steps.map((step) => ({
    ...step,
    ...(step.startedAt !== undefined && { startedAt: clock.ofLocal(step.startedAt) }),
    ...(step.endedAt !== undefined && { endedAt: clock.ofLocal(step.endedAt) }),
    ...(step.message !== undefined && { message: step.message.slice(0, MAX_MESSAGE_LENGTH) }),
  }));
}
