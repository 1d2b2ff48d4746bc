/** Path data for a small series: `line` to stroke, `losses` to stroke in the colour of loss. */
export interface Sparkline {
  line: string;
  losses: string;
}

export interface SparklineBox {
  width: number;
  height: number;
  /** How many values fill the width; a shorter series ends at the right edge. */
  capacity?: number;
}

const FOOT = 5;
const PAD = 1;

/**
 * Draws values from zero up, oldest first; a null is a gap with a tick at the foot, undefined one without: nothing was
 * measured. A lone value is a dot.
 */
export function sparkline(
  values: readonly (number | null | undefined)[],
  { width, height, capacity }: SparklineBox,
): Sparkline {
  const places = Math.max(capacity ?? values.length, values.length, 2);
  const step = (width - 2 * PAD) / (places - 1);
  const top = Math.max(1, ...values.map((value) => value ?? 0));
  const room = height - FOOT - 2 * PAD;
  let line = "";
  let losses = "";
  values.forEach((value, index) => {
    const x = round(PAD + (places - values.length + index) * step);
    if (value === undefined) return;
    if (value === null) {
      losses += `M${x} ${height - FOOT}V${height}`;
      return;
    }
    const y = round(PAD + room * (1 - value / top));
    const isAlone = values[index - 1] == null && values[index + 1] == null;
    line += values[index - 1] == null ? `M${x} ${y}${isAlone ? "h.01" : ""}` : `L${x} ${y}`;
  });
  return { line, losses };
}

function round(value: number) {
  return Math.round(value * 10) / 10;
}
