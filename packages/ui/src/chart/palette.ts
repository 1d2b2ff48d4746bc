/** The tokens a canvas cannot read by itself, as they stand now for one element. */
export interface Palette {
  accent: string;
  bad: string;
  line: string;
  lineStrong: string;
  muted: string;
  surface: string;
  font: string;
}

/** Reads the tokens that apply to `element`. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    accent: token("--accent"),
    bad: token("--bad"),
    line: token("--line"),
    lineStrong: token("--line-strong"),
    muted: token("--muted"),
    surface: token("--surface"),
    font: `11px ${style.fontFamily}`,
  };
}

/** A diagonal hatch for spans that were not measured. */
export function hatch(context: CanvasRenderingContext2D, color: string, pixelRatio: number): CanvasPattern | string {
  const size = Math.round(6 * pixelRatio);
  const tile = document.createElement("canvas");
  tile.width = size;
  tile.height = size;
  const pen = tile.getContext("2d");
  if (!pen) return color;
  pen.strokeStyle = color;
  pen.lineWidth = 1.6 * pixelRatio;
  for (const offset of [-size, 0, size]) {
    pen.moveTo(offset - 1, size + 1);
    pen.lineTo(offset + size + 1, -1);
  }
  pen.stroke();
  return context.createPattern(tile, "repeat") ?? color;
}
