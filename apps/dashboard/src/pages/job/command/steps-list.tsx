import { formatDuration } from "@fieldline/ui/time";
import { Card } from "../../../components/card.tsx";
import { useNow } from "../../../components/clock.ts";
import { StepChip } from "./step-mark.tsx";
import { endingOf, type ShownStep } from "./steps-of.ts";

interface StepsListProps {
  steps: readonly ShownStep[];
  /** The steps that have written something. */
  withOutput: ReadonlySet<string>;
  onShow: (step: string) => void;
}

/** The steps in order: how each stands, how long it took, and how it ended. A click shows what it wrote. */
export function StepsList({ steps, withOutput, onShow }: StepsListProps) {
  const done = steps.filter(({ endedAt, state }) => endedAt !== undefined || state === "skipped").length;
  return (
    <Card title="Steps" aside={<span className="ml-auto text-[13px] text-muted">{`${done} of ${steps.length}`}</span>}>
      <ol className="max-h-105 overflow-y-auto">
        {steps.map((step, index) => (
          <Step
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place
            key={index}
            step={step}
            place={index + 1}
            {...(withOutput.has(step.name) && { onShow: () => onShow(step.name) })}
          />
        ))}
      </ol>
    </Card>
  );
}

function Step({ step, place, onShow }: { step: ShownStep; place: number; onShow?: () => void }) {
  const { name, state, does, isFinal, message, exitCode, signal } = step;
  const isRunning = state === "running";
  const ending = endingOf(step);
  const isBad = signal !== undefined || (exitCode !== undefined && exitCode !== 0);
  return (
    <li
      aria-current={isRunning ? "step" : undefined}
      className="relative border-b border-line py-2.5 pr-3.5 pl-3 last:border-0 aria-[current]:shadow-[inset_3px_0_var(--color-info)]"
    >
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <span className="w-5 shrink-0 text-right text-muted">{place}</span>
        {onShow ? (
          <button
            type="button"
            onClick={onShow}
            title="Show its output"
            className="min-w-0 flex-1 cursor-pointer truncate text-left font-[550] hover:text-accent after:absolute after:inset-0 after:content-['']"
          >
            {name}
          </button>
        ) : (
          <span className="min-w-0 flex-1 truncate font-[550]">{name}</span>
        )}
        <StepChip state={state} />
      </div>
      <p className="mt-0.5 ml-7.5 text-[13px] text-muted wrap-anywhere">
        {isFinal ? `${does}. Runs in any case.` : does}
      </p>
      <p className="mt-0.5 ml-7.5 flex flex-wrap gap-x-3 text-[13px] empty:hidden">
        {step.startedAt !== undefined && (isRunning || step.endedAt !== undefined) && (
          <Took from={step.startedAt} to={step.endedAt} />
        )}
        {ending && <span className={isBad ? "font-semibold text-bad" : "text-muted"}>{ending}</span>}
      </p>
      {message && !ending && <p className="mt-0.5 ml-7.5 text-[13px] wrap-anywhere">{message}</p>}
    </li>
  );
}

function Took({ from, to }: { from: number; to: number | undefined }) {
  const now = useNow();
  return <span className="text-muted">{formatDuration(Math.max(0, (to ?? now) - from))}</span>;
}
