import type { Marks, Point } from "./marks.ts";
import { hatch, type Palette } from "./palette.ts";

/** The foot of the plot, in CSS pixels below zero, where losses stand: a loss is never a latency. */
export const FOOT_PX = 13;
const POINT_ROOM_PX = 4;

export interface Canvas {
  context: CanvasRenderingContext2D;
  pixelRatio: number;
  /** The plotting area in canvas pixels. */
  area: { left: number; top: number; width: number; height: number };
  x(at: number): number;
  y(rttMs: number): number;
}

/** Marks of a view; one that follows the run shows its newest reply as a dot. */
export type ShownMarks = Marks & { isLive: boolean; markers?: readonly number[] };

/** Draws one view: what was not measured, the band, the line, the packets, the losses, and the newest reply. */
export function paint(canvas: Canvas, marks: ShownMarks, palette: Palette): void {
  const { context, area } = canvas;
  context.save();
  context.beginPath();
  context.rect(area.left, area.top, area.width, area.height);
  context.clip();
  paintMissed(canvas, marks, palette);
  paintBand(canvas, marks, palette);
  paintLine(canvas, marks, palette);
  paintPoints(canvas, marks, palette);
  paintLosses(canvas, marks, palette);
  paintMarkers(canvas, marks.markers ?? [], palette);
  context.restore();
}

/** A dashed line from top to foot at each moment, with a lozenge at its top. */
function paintMarkers({ context, pixelRatio, area, x }: Canvas, markers: readonly number[], palette: Palette) {
  context.strokeStyle = palette.muted;
  context.fillStyle = palette.muted;
  context.lineWidth = pixelRatio;
  context.setLineDash([3 * pixelRatio, 3 * pixelRatio]);
  const half = 4 * pixelRatio;
  for (const at of markers) {
    const left = Math.round(x(at)) + 0.5;
    context.beginPath();
    context.moveTo(left, area.top + 2 * half);
    context.lineTo(left, area.top + area.height);
    context.stroke();
    context.beginPath();
    context.moveTo(left, area.top);
    context.lineTo(left + half, area.top + half);
    context.lineTo(left, area.top + 2 * half);
    context.lineTo(left - half, area.top + half);
    context.fill();
  }
  context.setLineDash([]);
}

function paintMissed({ context, pixelRatio, area, x }: Canvas, { missed }: Marks, palette: Palette) {
  if (missed.length === 0) return;
  context.fillStyle = hatch(context, palette.lineStrong, pixelRatio);
  for (const { from, to } of missed) {
    const left = x(from);
    context.fillRect(left, area.top, Math.max(x(to) - left, 2 * pixelRatio), area.height);
  }
}

/**
 * Stepped, with its upper edge drawn: a lone spike in a bucket two pixels wide is still a line to see. A bucket of one
 * reply has no width to show; the line goes through it.
 */
function paintBand({ context, pixelRatio, x, y }: Canvas, { buckets, bucketMs }: Marks, palette: Palette) {
  const least = pixelRatio;
  context.fillStyle = palette.accent;
  context.strokeStyle = palette.accent;
  context.lineWidth = pixelRatio;
  context.globalAlpha = 0.2;
  for (const { at, minMs, maxMs } of buckets) {
    if (minMs === null || maxMs === null || minMs === maxMs) continue;
    const left = x(at);
    const top = y(maxMs);
    context.fillRect(left, top, Math.max(x(at + bucketMs) - left, least), Math.max(y(minMs) - top, least));
  }
  context.globalAlpha = 0.6;
  context.beginPath();
  let isDown = false;
  for (const { at, minMs, maxMs } of buckets) {
    if (maxMs === null || minMs === maxMs) {
      isDown = false;
      continue;
    }
    const [left, right, top] = [x(at), x(at + bucketMs), y(maxMs)];
    if (isDown) context.lineTo(left, top);
    else context.moveTo(left, top);
    context.lineTo(right, top);
    isDown = true;
  }
  context.stroke();
  context.globalAlpha = 1;
}

function paintLine({ context, pixelRatio, x, y }: Canvas, { line }: Marks, palette: Palette) {
  context.strokeStyle = palette.accent;
  context.lineWidth = 1.4 * pixelRatio;
  context.lineJoin = "round";
  context.lineCap = "round";
  context.beginPath();
  let before: Point | null = null;
  for (const point of line) {
    if (point && before) context.lineTo(x(point.at), y(point.rttMs));
    else if (point) {
      context.moveTo(x(point.at), y(point.rttMs));
      context.lineTo(x(point.at), y(point.rttMs));
    }
    before = point;
  }
  context.stroke();
}

function paintPoints({ context, pixelRatio, x, y }: Canvas, marks: ShownMarks, palette: Palette) {
  const points = marks.kind === "packets" ? marks.points : marks.line.filter((point) => point !== null);
  context.fillStyle = palette.accent;
  if (points.length > 1 && roomOf(points, x) >= POINT_ROOM_PX * pixelRatio) {
    context.beginPath();
    for (const { at, rttMs } of points) {
      context.moveTo(x(at), y(rttMs));
      context.arc(x(at), y(rttMs), 1.8 * pixelRatio, 0, 2 * Math.PI);
    }
    context.fill();
  }
  const newest = points[points.length - 1];
  if (!newest || !marks.isLive) return;
  context.beginPath();
  context.arc(x(newest.at), y(newest.rttMs), 3.5 * pixelRatio, 0, 2 * Math.PI);
  context.fill();
}

function roomOf(points: readonly Point[], x: (at: number) => number) {
  const places = new Set(points.map(({ at }) => Math.round(x(at)))).size;
  const [first, last] = [points[0], points[points.length - 1]];
  return first && last && places > 1 ? (x(last.at) - x(first.at)) / (places - 1) : Number.POSITIVE_INFINITY;
}

function paintLosses({ context, pixelRatio, area, x }: Canvas, { losses }: Marks, palette: Palette) {
  context.fillStyle = palette.bad;
  const width = 2 * pixelRatio;
  const foot = area.top + area.height;
  for (const { at, share } of losses) {
    const height = (4 + (FOOT_PX - 5) * share) * pixelRatio;
    context.fillRect(Math.round(x(at) - width / 2), foot - height, width, height);
  }
}
