// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ProbeChart } from "./probe-chart.ts";
import { type Steerable, steer } from "./steering.ts";

const root = document.createElement("div");
const over = document.createElement("div");
root.append(over);
const press = (key: string, options: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent("keydown", { key, cancelable: true, bubbles: true, ...options });
  root.dispatchEvent(event);
  return event.defaultPrevented;
};

let cursorAt: number | null;
let target: Steerable;
let stop: () => void;

beforeEach(() => {
  stop?.();
  cursorAt = null;
  target = {
    chart: { zoom: vi.fn(), pan: vi.fn() } as unknown as ProbeChart,
    reset: vi.fn(),
    stepMs: () => 1_000,
    end: () => 90_000,
    cursorAt: () => cursorAt,
    point: vi.fn((at: number | null) => {
      cursorAt = at;
    }),
    pointAtPixel: vi.fn(),
  };
  stop = steer(root, over, target);
});

describe("steer", () => {
  it("reads from the newest measurement backwards, one after another", () => {
    for (const key of ["ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowRight"]) press(key);
    expect(vi.mocked(target.point).mock.calls.flat()).toEqual([90_000, 89_000, 88_000, 89_000]);
  });

  it("zooms, moves and follows again by keys", () => {
    for (const key of ["+", "-", "PageUp", "0"]) press(key);
    expect(vi.mocked(target.chart.zoom).mock.calls.flat()).toEqual([1.6, 1 / 1.6]);
    expect(target.chart.pan).toHaveBeenCalledWith(-0.5);
    expect(target.reset).toHaveBeenCalledTimes(1);
  });

  it("leaves all other keys, and the browser's own zoom, to the page", () => {
    expect([press("c"), press("+", { ctrlKey: true }), press("ArrowLeft")]).toEqual([false, false, true]);
    expect(target.chart.zoom).not.toHaveBeenCalled();
  });

  it("follows a finger and lets the reading stand for a while", () => {
    vi.useFakeTimers();
    over.dispatchEvent(new PointerEvent("pointermove", { pointerType: "touch", clientX: 40 }));
    expect(target.pointAtPixel).toHaveBeenCalledWith(40);
    expect(target.point).not.toHaveBeenCalled();
    vi.advanceTimersByTime(5_000);
    expect(target.point).toHaveBeenCalledWith(null);
    vi.useRealTimers();
  });

  it("does nothing after it was stopped", () => {
    stop();
    expect(press("ArrowLeft")).toBe(false);
  });
});
