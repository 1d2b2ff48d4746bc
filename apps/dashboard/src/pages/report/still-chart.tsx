import type { Series } from "@fieldline/domain/frames";
import { stillChart } from "@fieldline/ui/chart-still";

const WIDTH = 720;
const HEIGHT = 250;

interface StillChartProps {
  series: Series;
  origin: number;
  cadenceMs: number;
  label: string;
}

/** A run as a drawing that stays sharp on paper. */
export function StillChart({ series, origin, cadenceMs, label }: StillChartProps) {
  const { left, right, foot, band, line, losses, missed, ms, times } = stillChart(series, {
    origin,
    cadenceMs,
    width: WIDTH,
    height: HEIGHT,
  });
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="w-full text-[11px]">
      <defs>
        <pattern id="not-measured" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V6" className="stroke-line-strong" strokeWidth="2.4" />
        </pattern>
      </defs>
      {ms.map(({ at, text }) => (
        <g key={text}>
          <path d={`M${left} ${at}H${right}`} className="stroke-line" />
          <text x={left - 6} y={at + 4} textAnchor="end" className="fill-muted">
            {text}
          </text>
        </g>
      ))}
      {missed.map(({ x, width }) => (
        <rect key={x} x={x} y={8} width={width} height={foot - 8} fill="url(#not-measured)" />
      ))}
      <path d={band} className="fill-accent" fillOpacity="0.2" />
      <path
        d={line}
        className="fill-none stroke-accent"
        strokeWidth="1.3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path d={losses} className="stroke-bad" strokeWidth="2" />
      {times.map(({ at, text }) => (
        <text
          key={at}
          x={at}
          y={HEIGHT - 5}
          textAnchor={at < left + 20 ? "start" : at > right - 20 ? "end" : "middle"}
          className="fill-muted"
        >
          {text}
        </text>
      ))}
    </svg>
  );
}
