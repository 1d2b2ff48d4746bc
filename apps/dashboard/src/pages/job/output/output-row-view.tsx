import type { ShownStep } from "../command/steps-of.ts";
import { OutputLineRow } from "./output-line-row.tsx";
import type { OutputRow } from "./output-rows.ts";
import { StepHeading } from "./step-heading.tsx";

interface OutputRowViewProps {
  row: OutputRow;
  step: ShownStep | undefined;
  ranges: readonly { from: number; to: number; isCurrent: boolean }[];
  onToggle: (step: string) => void;
}

/** One row: a step's heading, a line, or the place where the middle is missing. */
export function OutputRowView({ row, step, ranges, onToggle }: OutputRowViewProps) {
  if (row.kind === "step")
    return (
      <StepHeading
        name={row.step}
        step={step}
        lineCount={row.count}
        isFolded={row.isFolded}
        onToggle={() => onToggle(row.step)}
      />
    );
  if (row.kind === "line") return <OutputLineRow line={row.line} number={row.number} ranges={ranges} />;
  return (
    <p className="border-y border-dashed border-warn bg-warn-weak px-4 py-1.5 font-sans text-[13px]">
      <b className="font-semibold text-warn">{row.size} were cut here.</b> An attempt keeps 1&nbsp;MiB of{" "}
      {row.line.stream}: its beginning and its end.
    </p>
  );
}
