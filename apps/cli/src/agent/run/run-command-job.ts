import type { CommandSpec, StepProgress } from "@fieldline/domain/document";
import type { CommandOutcome, CommandRun } from "../../command/command-run.ts";
import type { ReportBody } from "../../server/device-port.ts";
import { orAborted } from "../../server/or-aborted.ts";
import type { ServerClock } from "../../server/server-clock.ts";
import type { Logger } from "../log.ts";
import type { Spool } from "../spool/spool.ts";
import type { EndReason } from "./job-control.ts";
import { MAX_MESSAGE_LENGTH, reportedError } from "./reported-error.ts";
import type { Work } from "./work.ts";

export interface CommandPorts {
  spool: Spool;
  clock: Pick<ServerClock, "now" | "ofLocal">;
  runDocument(run: CommandRun): Promise<CommandOutcome>;
  getHandler: CommandRun["handlers"]["get"];
  facts: Record<string, string>;
  config: CommandRun["config"];
  /** There is something new to tell of this work. */
  notify(work: Work): void;
  log: Logger;
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;
const ENDINGS: Record<EndReason, { code: string; message: string }> = {
  cancelled: { code: "CANCELLED", message: "The command was cancelled and killed." },
  lost: { code: "LOST", message: "The command was another's by then, and killed." },
  stopped: { code: "AGENT_STOPPED", message: "The agent was stopped, and the command did not end in time. Retry it." },
  timedOut: { code: "TIMED_OUT", message: "The command was out of time and killed." },
};

/** Runs a job document, and keeps each step and all output for the server. */
export async function runCommandJob(work: Work, ports: CommandPorts): Promise<void> {
  const { spool, clock, notify, log } = ports;
  const { ref, control, assignment } = work;
  spool.jobs.begin(ref);
  work.hasBegun = true;
  const leftMs = (assignment.timeoutAt ?? Number.POSITIVE_INFINITY) - clock.now();
  const timer = leftMs <= LONGEST_TIMER_MS ? setTimeout(() => control.end("timedOut"), Math.max(0, leftMs)) : undefined;
  try {
    const outcome = await ports.runDocument(runOf(work, ports));
    spool.conclude(ref, endingOf(outcome, control.endReason, clock), clock.now());
  } catch (thrown) {
    log.error("A command failed within the agent.", { ...ref, words: String(thrown) });
    const error = { code: "AGENT_FAULT", message: "The agent failed while it ran the command; its log says why." };
    spool.conclude(ref, { status: "failed", error }, clock.now());
  } finally {
    clearTimeout(timer);
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
