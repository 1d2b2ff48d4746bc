// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ProbeChart } from "./probe-chart.ts";
import { ORIGIN, runOf } from "./run.fixture.ts";

const made = vi.hoisted(() => ({ calls: [] as unknown[][], count: 0 }));
vi.mock("./plot.ts", () => ({
  createPlot: () => {
    made.count += 1;
    return new Proxy(
      {},
      {
        get:
          (_, method) =>
          (...args: unknown[]) =>
            made.calls.push([method, ...args]),
      },
    ) as ProbeChart;
  },
}));
const { createProbeChart } = await import("./probe-chart.ts");

const options = { cadenceMs: 1_000, origin: ORIGIN };
const loaded = () => vi.dynamicImportSettled();

beforeEach(() => {
  made.calls.length = 0;
  made.count = 0;
});

describe("createProbeChart", () => {
  it("keeps what comes before the drawing code is there, in order", async () => {
    const samples = runOf({ ticks: 2 });
    const chart = createProbeChart(document.createElement("div"), options);
    chart.setWindow(60_000);
    chart.append(samples);
    await loaded();
    chart.setRange(null);
    expect(made.calls).toEqual([
      ["setWindow", 60_000],
      ["append", samples],
      ["setRange", null],
    ]);
  });

  it("draws nothing when it is destroyed before it was loaded", async () => {
    const chart = createProbeChart(document.createElement("div"), options);
    chart.append(runOf({ ticks: 2 }));
    chart.destroy();
    await loaded();
    expect([made.count, made.calls]).toEqual([0, []]);
  });

  it("takes no more calls after it was destroyed", async () => {
    const chart = createProbeChart(document.createElement("div"), options);
    await loaded();
    chart.destroy();
    chart.append(runOf({ ticks: 2 }));
    expect(made.calls).toEqual([["destroy"]]);
  });
});
