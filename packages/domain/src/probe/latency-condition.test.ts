import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../config.ts";
import { emptyLatencyCondition, recordLatency, slowAboveMs, usualMs } from "./latency-condition.ts";
import { addToTick, emptyTickWindow, startTick } from "./tick-window.ts";

const { health } = DEFAULT_CONFIG;

function judged(rtts: number[]) {
  const latency = emptyLatencyCondition();
  const window = emptyTickWindow();
  rtts.forEach((rttMs, i) => {
    const deltaMs = Math.abs(rttMs - (rtts[i - 1] ?? rttMs));
    startTick(window);
    addToTick(window, rttMs, deltaMs);
    recordLatency(latency, { at: i, rttMs, deltaMs, window }, health);
  });
  return latency;
}

const steady = (count: number, rttMs: number) => new Array<number>(count).fill(rttMs);

describe("the usual latency", () => {
  it("is known after ten replies and not moved by slow ones", () => {
    expect(usualMs(judged(steady(9, 20)))).toBeNull();
    expect(usualMs(judged([...steady(10, 20), ...steady(200, 240)]))).toBe(20);
  });

  it("follows a slow drift", () => {
    const drift = Array.from({ length: 2_000 }, (_, i) => 20 + i / 100);
    expect(usualMs(judged(drift))).toBeGreaterThan(35);
    expect(judged(drift).isDegraded).toBe(false);
  });
});

describe("slow", () => {
  it.each([
    [1, 31],
    [20, 60],
    [40, 120],
    [100, 150],
  ])("with a usual %d ms is from %d ms", (usual, limitMs) => {
    expect(slowAboveMs(judged(steady(20, usual)), health)).toBe(limitMs);
  });

  it("is the set limit alone before the usual is known", () => {
    expect(slowAboveMs(judged(steady(3, 1)), health)).toBe(health.degradedLatencyMs);
  });
});

describe("degraded", () => {
  it("begins when most of the last 20 ticks are slow", () => {
    expect(judged([...steady(30, 20), ...steady(10, 90)]).isDegraded).toBe(false);
    expect(judged([...steady(30, 20), ...steady(11, 90)])).toMatchObject({ isDegraded: true, roughAt: 30 });
  });

  it("ends when at most a quarter of them are, and jitter is low", () => {
    expect(judged([...steady(30, 20), ...steady(20, 90), ...steady(14, 20)]).isDegraded).toBe(true);
    expect(judged([...steady(30, 20), ...steady(20, 90), ...steady(15, 20)]).isDegraded).toBe(false);
  });
});
