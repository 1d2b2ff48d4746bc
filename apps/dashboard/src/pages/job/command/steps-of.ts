import { describeStep } from "@fieldline/domain/describe-step";
import type { CommandSpec, StepProgress, StepState } from "@fieldline/domain/document";

/** `unknown`: it ran when the device was last heard of. */
export type ShownState = StepState | "unknown";

export interface ShownStep extends Omit<StepProgress, "state"> {
  state: ShownState;
  /** What it does, in one line. */
  does: string;
  isFinal: boolean;
}

interface Progress {
  steps: readonly StepProgress[];
  /** Whether the attempt has ended: what has not begun never will. */
  isOver: boolean;
}

/** The steps of a document, each with what is known of its progress; the final step comes last. */
export function stepsOf({ document }: CommandSpec, { steps: progress, isOver }: Progress): ShownStep[] {
  const { steps, finalStep } = document;
  return [...steps, ...(finalStep ? [finalStep] : [])].map((step, index) => ({
    ...progress[index],
    state: stateOf(progress[index]?.state ?? "pending", isOver),
    name: step.action.name,
    does: describeStep(step),
    isFinal: index === steps.length,
  }));
}

function stateOf(state: StepState, isOver: boolean): ShownState {
  if (isOver && state === "pending") return "skipped";
  return isOver && state === "running" ? "unknown" : state;
}

/** How a step ended, in words; undefined where there is nothing to say. */
export function endingOf({ exitCode, signal }: Pick<StepProgress, "exitCode" | "signal">): string | undefined {
  if (signal) return `killed by ${signal}`;
  return exitCode === undefined ? undefined : `exit code ${exitCode}`;
}
