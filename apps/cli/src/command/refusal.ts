import { unmetCondition } from "@fieldline/domain/conditions";
import type { HandlerRef, StepAction } from "@fieldline/domain/document";
import type { JobError } from "@fieldline/domain/job";
import type { CommandConfig, CommandRun } from "./command-run.ts";
import { isOtherAccount } from "./run-as.ts";
import { ownHandler } from "./step-program.ts";

/** Why this device does not run the document at all; undefined where it does. Nothing has run when it is refused. */
export function refusalOf({ document, facts, config, handlers }: CommandRun): JobError | undefined {
  const unmet = unmetCondition(document.conditions, facts);
  if (unmet) return { code: "CONDITION_UNMET", message: unmet };
  const steps = document.finalStep ? [...document.steps, document.finalStep] : document.steps;
  for (const { action } of steps) {
    const refusal = refusalOfStep(action, config, handlers.refs);
    if (refusal) return refusal;
  }
  return undefined;
}

function refusalOfStep(action: StepAction, config: CommandConfig, refs: HandlerRef[]): JobError | undefined {
  if (isOtherAccount(action.runAsUser) && !config.allowRunAs.includes(action.runAsUser))
    return {
      code: "RUN_AS_REFUSED",
      message: `The step "${action.name}" asks to run as ${action.runAsUser}, which this device does not allow. Its owner can add the user to allowRunAs.`,
    };
  const isLibrary = action.type === "runHandler" && "ref" in ownHandler(action.input, refs);
  if (config.forbidCommands && !isLibrary)
    return {
      code: "COMMANDS_FORBIDDEN",
      message: `The step "${action.name}" is no handler of the library, and this device runs nothing else (forbidCommands).`,
    };
  if (action.type === "runHandler" && config.allowHandlers && !config.allowHandlers.includes(action.input.handler))
    return {
      code: "HANDLER_NOT_ALLOWED",
      message: `This device does not allow the handler ${action.input.handler}. Its owner can add it to allowHandlers.`,
    };
  return undefined;
}
