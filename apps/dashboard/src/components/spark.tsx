import { sparkline } from "@fieldline/ui/sparkline";

interface SparkProps {
  values: readonly (number | null | undefined)[];
  label: string;
  width?: number;
  height?: number;
  capacity?: number;
}

/** A small series: a line, with a red tick at the foot where there was no answer and a gap where nobody asked. */
export function Spark({ values, label, width = 120, height = 20, capacity }: SparkProps) {
  const { line, losses } = sparkline(values, { width, height, capacity });
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      fill="none"
      strokeLinecap="round"
      strokeLinejoin="round"
      className="max-w-full shrink-0"
    >
      <path d={line} className="stroke-accent" strokeWidth="1.2" />
      <path d={losses} className="stroke-bad" strokeWidth="1.6" strokeLinecap="butt" />
    </svg>
  );
}
