import type { ProbeSummary } from "@fieldline/domain/job";
import { type Figure, formatCount, formatMos, msFigure, percentFigure } from "@fieldline/ui/format";

const count = (value: number | undefined): Figure => ({ value: formatCount(value), unit: "" });

/** Each figure with what it says in a word or two. */
function figuresOf(summary: ProbeSummary | null): { name: string; meaning: string; figure: Figure }[] {
  return [
    { name: "Loss", meaning: "unanswered", figure: percentFigure(summary?.lossPercent) },
    { name: "Median", meaning: "typical", figure: msFigure(summary?.medianMs) },
    { name: "Average", meaning: "mean", figure: msFigure(summary?.avgMs) },
    { name: "95th", meaning: "slow ones", figure: msFigure(summary?.p95Ms) },
    { name: "Min", meaning: "fastest", figure: msFigure(summary?.minMs) },
    { name: "Max", meaning: "slowest", figure: msFigure(summary?.maxMs) },
    { name: "Jitter", meaning: "unevenness", figure: msFigure(summary?.jitterMs) },
    { name: "MOS", meaning: "voice, 1 to 5", figure: { value: formatMos(summary?.mos), unit: "" } },
    { name: "Sent", meaning: "packets", figure: count(summary?.sent) },
    { name: "Not measured", meaning: "skipped", figure: count(summary?.missedTicks) },
  ];
}

/** The figures of the whole run. */
export function ReportFigures({ summary }: { summary: ProbeSummary | null }) {
  return (
    <dl
      aria-label="Statistics"
      className="grid grid-cols-5 gap-px overflow-hidden rounded-md border border-line bg-line max-sm:grid-cols-2 print:grid-cols-5"
    >
      {figuresOf(summary).map(({ name, meaning, figure: { value, unit } }) => (
        <div key={name} className="flex min-w-0 flex-col bg-surface px-3.5 py-2 print:px-2.5 print:py-1.5">
          <dt className="text-[12.5px] text-muted">{name}</dt>
          <dd className="order-1 flex h-7 items-baseline text-[20px] leading-7 font-semibold tracking-[-.01em] whitespace-nowrap">
            {value}
            {unit && <small className="ml-0.5 text-[12px] font-medium text-muted">{unit}</small>}
          </dd>
          <dd className="order-2 text-[12px] text-muted">{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
