import type { ProbeSummary } from "@fieldline/domain/job";
import { type Figure, formatCount, formatMos, msFigure, percentFigure } from "@fieldline/ui/format";
import { lossTone } from "@fieldline/ui/status";

const LOSS_COLOUR = { ok: "", idle: "", info: "", warn: "text-warn", bad: "text-bad" } as const;

/** The tone of a mean opinion score: satisfied from 4.0, hardly usable below 3.1 (ITU-T G.107, annex B). */
function mosColour(mos: number | null | undefined): string {
  if (mos == null || mos >= 4.03) return "";
  return mos >= 3.1 ? "text-warn" : "text-bad";
}

interface StatisticProps {
  name: string;
  figure: Figure;
  colour?: string;
}

function Statistic({ name, figure: { value, unit }, colour = "" }: StatisticProps) {
  return (
    <div className="min-w-0 bg-surface px-3.5 py-2.5 max-sm:px-2">
      <dt className="text-[12px] text-muted">{name}</dt>
      <dd
        className={`flex items-baseline whitespace-nowrap text-[20px] leading-7 max-sm:text-[16px] font-semibold tracking-[-.01em] ${colour}`}
      >
        {value}
        {unit && <small className="ml-0.5 text-[12px] font-medium text-muted">{unit}</small>}
      </dd>
    </div>
  );
}

const asCount = (count: number | undefined): Figure => ({ value: formatCount(count), unit: "" });

/** Seven figures at a glance and five more beneath. */
export function Statistics({ summary }: { summary: ProbeSummary | null }) {
  const loss = summary?.lossPercent ?? null;
  const more: [string, Figure][] = [
    ["Sent", asCount(summary?.sent)],
    ["Received", asCount(summary?.received)],
    ["Min", msFigure(summary?.minMs)],
    ["99th", msFigure(summary?.p99Ms)],
    ["Std dev", msFigure(summary?.stddevMs)],
  ];
  return (
    <section aria-label="Statistics" className="overflow-hidden rounded-md border border-line bg-surface">
      <dl className="grid grid-cols-7 gap-px bg-line max-lg:grid-cols-12 max-lg:[&>*]:col-span-3 max-lg:[&>:nth-child(-n+3)]:col-span-4">
        <Statistic name="Loss" figure={percentFigure(loss)} colour={LOSS_COLOUR[lossTone(loss)]} />
        <Statistic name="Average" figure={msFigure(summary?.avgMs)} />
        <Statistic name="Median" figure={msFigure(summary?.medianMs)} />
        <Statistic name="95th" figure={msFigure(summary?.p95Ms)} />
        <Statistic name="Max" figure={msFigure(summary?.maxMs)} />
        <Statistic name="Jitter" figure={msFigure(summary?.jitterMs)} />
        <Statistic name="MOS" figure={{ value: formatMos(summary?.mos), unit: "" }} colour={mosColour(summary?.mos)} />
      </dl>
      <dl className="flex flex-wrap gap-x-6 gap-y-0.5 border-t border-line px-3.5 py-2 text-[13px] max-sm:px-3">
        {more.map(([name, { value, unit }]) => (
          <div key={name} className="flex gap-1.5">
            <dt className="text-muted">{name}</dt>
            <dd className="font-medium">
              {value}
              {unit && ` ${unit}`}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
