import { describe, expect, it } from "vitest";
import {
  addToTick,
  emptyTickWindow,
  NO_REPLY,
  startTick,
  steadyJitterMs,
  type TickWindow,
  WINDOW_TICKS,
  windowJitterMs,
  windowMedianMs,
} from "./tick-window.ts";

function windowOf(ticks: (number | null)[][]): TickWindow {
  const window = emptyTickWindow();
  let last: number | null = null;
  for (const tick of ticks) {
    startTick(window);
    for (const rttMs of tick) {
      addToTick(window, rttMs, rttMs === null || last === null ? 0 : Math.abs(rttMs - last));
      last = rttMs ?? last;
    }
  }
  return window;
}

describe("a tick window", () => {
  it("keeps the figures of each tick", () => {
    expect(windowOf([[9, 7, null, 8], [null]])).toMatchObject({
      sent: [4, 1],
      lost: [1, 1],
      medianMs: [8, NO_REPLY],
      jitterMs: [3, 0],
      sentTotal: 5,
      lostTotal: 2,
    });
  });

  it("forgets what is older than 60 ticks", () => {
    const window = windowOf([[null, null], [50], ...Array.from({ length: WINDOW_TICKS }, () => [10, null])]);
    expect(window).toMatchObject({ sentTotal: 120, lostTotal: 60 });
    expect(window.medianMs).toEqual(new Array(WINDOW_TICKS).fill(10));
  });

  it("has a median over ticks with replies", () => {
    const window = windowOf([[10], [null], [30], [20]]);
    expect(windowMedianMs(window, 60)).toBe(20);
    expect(windowMedianMs(window, 3)).toBe(20);
    expect(windowMedianMs(windowOf([[null]]), 60)).toBeNull();
  });
});

describe("jitter over a window", () => {
  it("forgives one stray reply, not two", () => {
    const withStrays = (...strays: number[]) =>
      windowOf(Array.from({ length: 60 }, (_, i) => [strays.includes(i) ? 917 : 17]));
    expect(windowJitterMs(withStrays(30))).toBe(30);
    expect(steadyJitterMs(withStrays(30))).toBe(0);
    expect(steadyJitterMs(withStrays(20, 40))).toBe(30);
  });

  it("is 0 without replies", () => {
    expect([windowJitterMs(windowOf([[null]])), steadyJitterMs(windowOf([]))]).toEqual([0, 0]);
  });
});
