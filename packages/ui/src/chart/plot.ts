import type { Sample } from "@fieldline/domain/job";
import UPlot from "uplot";
import { watchTheme } from "../theme.ts";
import { msSplits, TIME_STEPS_MS, timeLabels } from "./axis-labels.ts";
import "./chart.css";
import { createFrame } from "./frame.ts";
import { ProbeHistory } from "./history.ts";
import type { Marks, TimeRange } from "./marks.ts";
import { FOOT_PX, paint } from "./paint.ts";
import { readPalette } from "./palette.ts";
import type { ProbeChart, ProbeChartOptions } from "./probe-chart.ts";
import { bucketReadout, describeMarks, missedReadout, packetReadout, type Readout } from "./readout.ts";
import { steer } from "./steering.ts";
import { type ChartWindow, panned, topOf, windowRange, zoomed } from "./view.ts";

const DESCRIBE_EVERY_MS = 10_000;
const REACH_PX = 24;
const CHARACTER_PX = 6.8;
const EMPTY: Marks = { kind: "packets", points: [], line: [], losses: [], missed: [], buckets: [], bucketMs: 1 };

/** Whether a label centred on `at` stays inside the chart's right edge. */
function fits(plot: UPlot, at: number, text: string) {
  const room = plot.width - plot.bbox.left / UPlot.pxRatio - plot.valToPos(at, "x");
  return room >= text.length * CHARACTER_PX * 0.5;
}

/** The chart itself, loaded by `createProbeChart`. uPlot keeps the scales, axes and pointer; the marks are ours. */
export function createPlot(element: HTMLElement, options: ProbeChartOptions): ProbeChart {
  const { cadenceMs, origin, label = "Round-trip time" } = options;
  const history = new ProbeHistory({ cadenceMs, origin });
  const frame = createFrame(element, label);
  let palette = readPalette(frame.root);
  let window: ChartWindow = options.window ?? "all";
  let chosen: TimeRange | null = null;
  let view = windowRange(window, { origin, cadenceMs, lastAt: null });
  let marks = EMPTY;
  let top = 2;
  let describedAt = 0;
  let queued = 0;
  let markers: readonly number[] = [];

  const extent = () => ({ origin, cadenceMs, lastAt: history.lastAt });
  const footOf = (plot: UPlot) => (top * FOOT_PX) / Math.max(1, plot.bbox.height / UPlot.pxRatio - FOOT_PX);
  const plot = new UPlot(
    {
      width: Math.max(1, element.clientWidth),
      height: Math.max(1, element.clientHeight),
      ms: 1,
      padding: [10, 10, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false, dist: 6 } },
      series: [{}, { show: true, paths: () => null, points: { show: false } }],
      scales: {
        x: { time: true, range: () => [view.from, view.to] },
        y: { range: (self) => [-footOf(self), top] },
      },
      axes: [
        {
          stroke: () => palette.muted,
          font: palette.font,
          size: 24,
          gap: 4,
          space: 66,
          incrs: TIME_STEPS_MS,
          grid: { show: false },
          ticks: { show: false },
          values: (self, splits) => {
            const labels = timeLabels(splits);
            return labels.map((text, index) => (fits(self, splits[index] ?? 0, text) ? text : ""));
          },
        },
        {
          stroke: () => palette.muted,
          font: palette.font,
          size: (_, values) =>
            Math.max(38, 12 + CHARACTER_PX * Math.max(0, ...(values ?? []).map((value) => value.length))),
          gap: 6,
          space: 34,
          grid: { stroke: () => palette.line, width: 1 },
          ticks: { show: false },
          splits: (self) => msSplits(top, self.height),
          values: (_, splits) => splits.map((value) => (value === top ? `${value} ms` : String(value))),
        },
      ],
      hooks: {
        draw: [
          (self) =>
            paint(
              {
                context: self.ctx,
                pixelRatio: UPlot.pxRatio,
                area: self.bbox,
                x: (at) => self.valToPos(at, "x", true),
                y: (rttMs) => self.valToPos(rttMs, "y", true),
              },
              { ...marks, isLive: chosen === null, markers },
              palette,
            ),
        ],
        setCursor: [() => showReadout()],
        setSelect: [
          (self) => {
            if (self.select.width < 6) return;
            const from = self.posToVal(self.select.left, "x");
            const to = self.posToVal(self.select.left + self.select.width, "x");
            self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
            const factor = (view.to - view.from) / (to - from);
            choose(zoomed({ from, to }, { factor: 1 }, extent()) ?? (factor > 1 ? { from, to } : null));
          },
        ],
      },
    },
    [
      [view.from, view.to],
      [null, null],
    ],
    frame.canvas,
  );

  function render() {
    queued = 0;
    view = chosen ?? windowRange(window, extent());
    marks = history.marksOf(view, Math.max(1, plot.over.clientWidth));
    top = topOf(marks);
    plot.setData([
      [view.from, view.to],
      [null, null],
    ]);
    showReadout();
    describe();
  }

  function schedule() {
    if (!queued) queued = requestAnimationFrame(render);
  }

  function readoutAt(at: number): Readout | null {
    const reach = ((view.to - view.from) * REACH_PX) / Math.max(1, plot.over.clientWidth);
    const near =
      marks.kind === "packets" ? packetReadout(history.samplesIn(view), at, reach) : bucketReadout(marks, at);
    return missedReadout(marks.missed, at) ?? near;
  }

  function showReadout() {
    const left = plot.cursor.left ?? -1;
    const readout = left < 0 ? null : readoutAt(plot.posToVal(left, "x"));
    frame.showReadout(readout, left > plot.over.clientWidth / 2 ? "left" : "right");
  }

  function describe() {
    const now = Date.now();
    if (now - describedAt < DESCRIBE_EVERY_MS && marks.line.length > 1) return;
    describedAt = now;
    frame.describe(`${label}, ${describeMarks(marks, view)}`);
  }

  function choose(range: TimeRange | null) {
    chosen = range;
    if (!range) history.setDetail(null);
    schedule();
    options.onRangeChange?.(range);
  }

  const chart: ProbeChart = {
    setSeries(series) {
      history.setOverview(series);
      schedule();
    },
    setDetail(series, range) {
      history.setDetail(series, range);
      schedule();
    },
    append(samples: readonly Sample[]) {
      history.append(samples);
      schedule();
    },
    setWindow(next) {
      window = next;
      describedAt = 0;
      if (chosen) choose(null);
      schedule();
    },
    setMarkers(at) {
      markers = at;
      schedule();
    },
    setRange(range) {
      chosen = range;
      describedAt = 0;
      schedule();
    },
    zoom(factor) {
      choose(zoomed(view, { factor }, extent()));
    },
    pan(share) {
      if (chosen || share < 0) choose(panned(view, share, extent()));
    },
    setTheme() {
      palette = readPalette(frame.root);
      plot.redraw(false, true);
    },
    destroy() {
      cancelAnimationFrame(queued);
      resize.disconnect();
      stopTheme();
      stopSteering();
      plot.destroy();
      frame.root.remove();
    },
  };

  const resize = new ResizeObserver(() => {
    const { clientWidth: width, clientHeight: height } = element;
    if (width > 0 && height > 0) plot.setSize({ width, height });
    schedule();
  });
  resize.observe(element);
  const stopTheme = watchTheme(() => chart.setTheme());
  const stopSteering = steer(frame.root, plot.over, {
    chart,
    reset: () => choose(null),
    stepMs: () => marks.bucketMs,
    cursorAt: () => ((plot.cursor.left ?? -1) < 0 ? null : plot.posToVal(plot.cursor.left ?? 0, "x")),
    point: (at) => {
      const within = Math.min(Math.max(at ?? 0, view.from), view.to);
      plot.setCursor(at === null ? { left: -10, top: -10 } : { left: plot.valToPos(within, "x"), top: 1 });
    },
    pointAtPixel: (left) => plot.setCursor({ left, top: 1 }),
    end: () => history.lastAt ?? view.to,
  });
  schedule();
  return chart;
}
