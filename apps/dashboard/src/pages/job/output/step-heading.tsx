import { formatQuantity } from "@fieldline/ui/format";
import { Icon } from "../../../components/icon.tsx";
import { StepMark } from "../command/step-mark.tsx";
import type { ShownStep } from "../command/steps-of.ts";

interface StepHeadingProps {
  name: string;
  step: ShownStep | undefined;
  lineCount: number;
  isFolded: boolean;
  onToggle: () => void;
}

/** Where a step's output begins; its lines are folded by a click. */
export function StepHeading({ name, step, lineCount, isFolded, onToggle }: StepHeadingProps) {
  return (
    <button
      type="button"
      aria-expanded={!isFolded}
      onClick={onToggle}
      className="flex min-h-8 w-full cursor-pointer items-center gap-2 border-y border-line bg-bg px-3 text-left font-sans text-[13px] hover:text-accent focus-visible:-outline-offset-2"
    >
      <Icon name="chevron" size={12} className={`shrink-0 text-muted ${isFolded ? "-rotate-90" : ""}`} />
      {step && <StepMark state={step.state} />}
      <span className="min-w-0 truncate font-semibold">{name || "Output"}</span>
      <span className="ml-auto shrink-0 text-muted">{formatQuantity(lineCount, "line")}</span>
    </button>
  );
}
