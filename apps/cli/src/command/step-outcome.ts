import { constants } from "node:os";
import type { StepAction, StepProgress } from "@fieldline/domain/document";
import type { JobError } from "@fieldline/domain/job";
import { StepFailure } from "./step-failure.ts";
import type { StepEnding } from "./step-process.ts";

/** How a step ended: what of its progress changes, and why it failed where it did. */
export interface StepOutcome {
  progress: Pick<StepProgress, "state" | "exitCode" | "signal" | "message">;
  error?: JobError;
}

interface Ended {
  ending: StepEnding;
  hasStdErr: boolean;
}

/** Reads a program's end; a signal that killed it is a failure, whatever the program meant by it. */
export function outcomeOfEnding(action: StepAction, { ending, hasStdErr }: Ended): StepOutcome {
  const { exitCode, killedBy, cause } = ending;
  const ended = { ...(exitCode !== null && { exitCode }), ...(killedBy && { signal: killedBy }) };
  if (cause === "timedOut") {
    const message = `The step "${action.name}" was not done within ${action.timeoutMs} ms and was killed.`;
    return { progress: { state: "timed_out", ...ended, message }, error: { code: "STEP_TIMED_OUT", message } };
  }
  if (cause === "cancelled") return failed({ code: "CANCELLED", message: "The command was cancelled." }, ended);
  if (killedBy) {
    const number = constants.signals[killedBy];
    return failed(
      { code: "STEP_KILLED", message: `The step "${action.name}" was killed by ${killedBy} (signal ${number}).` },
      ended,
    );
  }
  if (exitCode !== 0)
    return failed(
      { code: "STEP_FAILED", message: `The step "${action.name}" ended with exit code ${exitCode}.` },
      ended,
    );
  if (hasStdErr && action.allowStdErr === false)
    return failed(
      {
        code: "STDERR_OUTPUT",
        message: `The step "${action.name}" wrote to stderr, and its allowStdErr is false.`,
      },
      ended,
    );
  return { progress: { state: "completed", ...ended } };
}

/** The outcome of a step that could not be started. */
export function outcomeOfFailure(thrown: unknown): StepOutcome {
  if (thrown instanceof StepFailure) return failed({ code: thrown.code, message: thrown.message });
  const { code, message } = thrown as { code?: unknown; message?: string };
  return failed({
    code: typeof code === "string" && /^HANDLER_/.test(code) ? code : "STEP_NOT_STARTED",
    message: message ?? "The step could not be started.",
  });
}

function failed(error: JobError, ended: Partial<StepOutcome["progress"]> = {}): StepOutcome {
  return { progress: { state: "failed", ...ended, message: error.message }, error };
}
