import type { Series } from "@fieldline/domain/frames";
import type { Sample } from "@fieldline/domain/job";
import type { TimeRange } from "./marks.ts";
import type { ChartWindow } from "./view.ts";

export interface ProbeChartOptions {
  cadenceMs: number;
  /** Where the run began, epoch ms: `startedAt` of the job. */
  origin: number;
  /** What is shown at first; the whole run unless told. */
  window?: ChartWindow;
  /** What the chart is called to readers who do not see it. */
  label?: string;
  /** A reader zoomed or moved to a range, or (null) went back to following the window. */
  onRangeChange?: (range: TimeRange | null) => void;
  /** The drawing code could not be loaded. */
  onError?: (error: unknown) => void;
}

/** A chart of one probe. Every method may be called at once; what comes before the drawing code is kept for it. */
export interface ProbeChart {
  /** The whole run in buckets, as `jobs.series` gives it. Replaces the last one; newer samples are laid over it. */
  setSeries(series: Series): void;
  /** Finer buckets of the `range` that the reader zoomed to, when samples do not reach there; null forgets them. */
  setDetail(series: Series | null, range?: TimeRange): void;
  /** Samples as they arrive or are fetched, in any order, repeated or not. */
  append(samples: readonly Sample[]): void;
  setWindow(window: ChartWindow): void;
  /** Moments to be marked by a dashed line, such as a change of the route. */
  setMarkers(at: readonly number[]): void;
  /** Shows one range and stops following; null follows the window again. */
  setRange(range: TimeRange | null): void;
  /** Zooms about the middle: above 1 closer, below 1 wider. */
  zoom(factor: number): void;
  /** Moves by a share of the width: below 0 earlier, above 0 later. */
  pan(share: number): void;
  /** Reads the colours again; changes of the system's theme and of `data-theme` are noticed without it. */
  setTheme(): void;
  destroy(): void;
}

/** Draws a probe's round-trip times into `element`, which gives the size. uPlot and the drawing code load on demand. */
export function createProbeChart(element: HTMLElement, options: ProbeChartOptions): ProbeChart {
  let plot: ProbeChart | null = null;
  let isDestroyed = false;
  let waiting: ((plot: ProbeChart) => void)[] = [];
  const relay = (call: (plot: ProbeChart) => void) => {
    if (plot) call(plot);
    else if (!isDestroyed) waiting.push(call);
  };
  import("./plot.ts").then(
    ({ createPlot }) => {
      if (isDestroyed) return;
      plot = createPlot(element, options);
      for (const call of waiting) call(plot);
      waiting = [];
    },
    (error: unknown) => options.onError?.(error),
  );
  return {
    setSeries: (series) => relay((to) => to.setSeries(series)),
    setDetail: (series, range) => relay((to) => to.setDetail(series, range)),
    append: (samples) => relay((to) => to.append(samples)),
    setWindow: (window) => relay((to) => to.setWindow(window)),
    setMarkers: (at) => relay((to) => to.setMarkers(at)),
    setRange: (range) => relay((to) => to.setRange(range)),
    zoom: (factor) => relay((to) => to.zoom(factor)),
    pan: (share) => relay((to) => to.pan(share)),
    setTheme: () => relay((to) => to.setTheme()),
    destroy: () => {
      isDestroyed = true;
      waiting = [];
      plot?.destroy();
      plot = null;
    },
  };
}
