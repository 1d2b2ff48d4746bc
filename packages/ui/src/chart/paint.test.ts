import { expect, it } from "vitest";
import { paint } from "./paint.ts";

const EMPTY = {
  kind: "packets" as const,
  points: [],
  line: [],
  losses: [],
  missed: [],
  buckets: [],
  bucketMs: 1,
  isLive: false,
};
const PALETTE = { accent: "", bad: "", line: "", lineStrong: "", muted: "grey", surface: "", font: "" };

/** Draws and tells which lines went straight down from where. */
function downStrokes(markers: readonly number[]): { x: number; to: number; dash: number[] }[] {
  const strokes: { x: number; to: number; dash: number[] }[] = [];
  let from = { x: 0, y: 0 };
  let last = { x: 0, y: 0 };
  let dash: number[] = [];
  const known: Record<string, unknown> = {
    moveTo: (x: number, y: number) => {
      from = { x, y };
    },
    lineTo: (x: number, y: number) => {
      last = { x, y };
    },
    setLineDash: (lengths: number[]) => {
      dash = lengths;
    },
    stroke: () => dash.length > 0 && last.x === from.x && strokes.push({ x: from.x, to: last.y, dash }),
  };
  const context = new Proxy(known, { get: (target, name) => target[String(name)] ?? (() => {}) });
  const area = { left: 0, top: 0, width: 100, height: 50 };
  const canvas = { context: context as never, pixelRatio: 1, area, x: (at: number) => at, y: (rttMs: number) => rttMs };
  paint(canvas, { ...EMPTY, markers }, PALETTE);
  return strokes;
}

it("marks moments by a dashed line to the foot", () => {
  expect(downStrokes([20, 60])).toEqual([
    { x: 20.5, to: 50, dash: [3, 3] },
    { x: 60.5, to: 50, dash: [3, 3] },
  ]);
  expect(downStrokes([])).toEqual([]);
});
