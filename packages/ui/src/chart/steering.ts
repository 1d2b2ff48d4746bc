import type { ProbeChart } from "./probe-chart.ts";

/** What keys and touch can do with a chart. */
export interface Steerable {
  chart: ProbeChart;
  reset(): void;
  stepMs(): number;
  end(): number;
  cursorAt(): number | null;
  /** Puts the crosshair on a moment; null takes it away. */
  point(at: number | null): void;
  pointAtPixel(left: number): void;
}

const ZOOM = 1.6;
const PAN_SHARE = 0.5;
const TOUCH_LINGER_MS = 5_000;

/** Lets keys and touch move crosshair and range; returns how to stop. */
export function steer(root: HTMLElement, over: HTMLElement, target: Steerable): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  root.addEventListener("keydown", (event) => onKey(event, target), { signal });
  root.addEventListener("blur", () => target.point(null), { signal });
  over.addEventListener("dblclick", () => target.reset(), { signal });
  let linger: ReturnType<typeof setTimeout> | undefined;
  const onTouch = (event: PointerEvent) => {
    if (event.pointerType !== "touch") return;
    clearTimeout(linger);
    target.pointAtPixel(event.clientX - over.getBoundingClientRect().left);
    linger = setTimeout(() => target.point(null), TOUCH_LINGER_MS);
  };
  over.addEventListener("pointerdown", onTouch, { signal });
  over.addEventListener("pointermove", onTouch, { signal });
  signal.addEventListener("abort", () => clearTimeout(linger));
  return () => stop.abort();
}

function onKey(event: KeyboardEvent, target: Steerable) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const step = (direction: number) => {
    const at = target.cursorAt();
    target.point(at === null ? target.end() : at + direction * target.stepMs());
  };
  const actions: Record<string, () => void> = {
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
    End: () => target.point(target.end()),
    PageUp: () => target.chart.pan(-PAN_SHARE),
    PageDown: () => target.chart.pan(PAN_SHARE),
    "+": () => target.chart.zoom(ZOOM),
    "=": () => target.chart.zoom(ZOOM),
    "-": () => target.chart.zoom(1 / ZOOM),
    "0": () => target.reset(),
    Escape: () => {
      target.point(null);
      target.reset();
    },
  };
  const act = actions[event.key];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}
