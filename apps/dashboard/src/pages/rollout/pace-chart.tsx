import { formatCount } from "@fieldline/ui/format";
import { formatClock, formatClockMinute } from "@fieldline/ui/time";
import { type PointerEvent, useState } from "react";
import { type PacePoint, topOf } from "./pace-series.ts";

const SERIES = [
  { key: "notified", label: "told", stroke: "stroke-muted", text: "text-muted", dash: "5 4", width: 1.5 },
  { key: "succeeded", label: "done", stroke: "stroke-accent", text: "text-accent", dash: undefined, width: 2 },
  { key: "failed", label: "failed", stroke: "stroke-bad", text: "text-bad", dash: "1.5 2.5", width: 2.5 },
] as const;
const SHORT_MS = 5 * 60_000;

interface PaceChartProps {
  points: readonly PacePoint[];
  /** What a value is counted by: "a minute". */
  unit: string;
}

/** Three lines over time, told apart by their dashes as well as by their colours. */
export function PaceChart({ points, unit }: PaceChartProps) {
  const [pointed, setPointed] = useState<PacePoint>();
  const top = topOf(points);
  const [from, to] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 1];
  const share = (at: number) => (to === from ? 1 : (at - from) / (to - from));
  const clock = to - from < SHORT_MS ? formatClock : formatClockMinute;
  const last = points.at(-1);
  const shown = pointed ?? last;
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = from + ((event.clientX - box.left) / box.width) * (to - from);
    setPointed(
      points.reduce<PacePoint | undefined>(
        (best, each) => (best && Math.abs(best.at - at) <= Math.abs(each.at - at) ? best : each),
        undefined,
      ),
    );
  };
  return (
    <div className="grid h-full grid-rows-[auto_minmax(0,1fr)_auto] gap-1.5 text-[12px]">
      <ul className="flex flex-wrap gap-x-4 text-[12.5px]">
        {SERIES.map(({ key, label, stroke, dash, width, text }) => (
          <li key={key} className="flex items-center gap-1.5">
            <svg aria-hidden="true" width="20" height="4" className={stroke}>
              <line x1="0" x2="20" y1="2" y2="2" strokeWidth={width} strokeDasharray={dash} />
            </svg>
            <span className={`font-semibold ${text}`}>{formatCount(Math.round(shown?.[key] ?? 0))}</span>
            <span className="text-muted">{label}</span>
          </li>
        ))}
        <li className="ml-auto text-muted">
          {unit}
          {pointed && `, ${formatClock(pointed.at)}`}
        </li>
      </ul>
      <div className="grid min-h-0 grid-cols-[auto_minmax(0,1fr)] gap-2">
        <div aria-hidden="true" className="flex min-w-6 flex-col justify-between text-right leading-none text-muted">
          <span>{formatCount(top)}</span>
          <span>{formatCount(top / 2)}</span>
          <span>0</span>
        </div>
        <div
          role="img"
          aria-label={`Devices ${unit}: ${SERIES.map(({ key, label }) => `${formatCount(Math.round(last?.[key] ?? 0))} ${label}`).join(", ")}`}
          className="relative"
          onPointerMove={point}
          onPointerLeave={() => setPointed(undefined)}
        >
          <svg
            aria-hidden="true"
            viewBox="0 0 1000 100"
            preserveAspectRatio="none"
            className="absolute inset-0 size-full overflow-visible"
          >
            {[0, 50, 100].map((y) => (
              <line key={y} x1="0" x2="1000" y1={y} y2={y} className="stroke-line" vectorEffect="non-scaling-stroke" />
            ))}
            {SERIES.map(({ key, stroke, dash, width }) => (
              <path
                key={key}
                d={pathOf(points.map((each) => ({ x: share(each.at) * 1_000, y: 100 - (each[key] / top) * 100 })))}
                fill="none"
                strokeWidth={width}
                strokeDasharray={dash}
                strokeLinejoin="round"
                vectorEffect="non-scaling-stroke"
                className={stroke}
              />
            ))}
          </svg>
          {pointed && (
            <span
              aria-hidden="true"
              className="absolute inset-y-0 w-px bg-muted"
              style={{ left: `${share(pointed.at) * 100}%` }}
            />
          )}
        </div>
      </div>
      <div aria-hidden="true" className="flex justify-between pl-8 text-muted">
        <span>{clock(from)}</span>
        <span>{clock(to)}</span>
      </div>
    </div>
  );
}

const pathOf = (points: readonly { x: number; y: number }[]): string =>
  points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(2)}`).join("");
