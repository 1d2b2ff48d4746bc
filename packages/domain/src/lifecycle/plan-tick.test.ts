import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CADENCE_MS, defaultTimeoutMs, longestTimeoutMs, PACKETS, PACKETS_AT_ONCE } from "../input/create-job.ts";
import { endsAt, type Grid, tickAt, tickCount } from "../probe/grid.ts";
import { lastTickEndsAt, planTick } from "./plan-tick.ts";

const ORIGIN = 1_790_000_000_000;
const minute: Grid = { originMs: ORIGIN, cadenceMs: 1_000, durationMs: 60_000 };
const plan = (now: number, { nextTick = 0, packets = 1, timeoutMs = 800, grid = minute } = {}) =>
  planTick(grid, { nextTick, now: ORIGIN + now, packets, timeoutMs });

describe("the tick to measure", () => {
  it.each([
    [0, { tick: 0, waitMs: 800 }],
    [179, { tick: 0, waitMs: 800 }],
    [181, { tick: 0, waitMs: 799 }],
    [580, { tick: 0, waitMs: 400 }],
    [581, { tick: 0, waitMs: undefined }],
    [999, { tick: 0, waitMs: undefined }],
    [1_000, { tick: 1, waitMs: 800 }],
    [37_250, { tick: 37, waitMs: 730 }],
    [59_000, { tick: 59, waitMs: 800 }],
  ])("%d ms after the start is %j", (now, expected) => expect(plan(now)).toEqual(expected));

  it("is none before the start, before its time, or after the end", () => {
    expect(plan(-1)).toBeUndefined();
    expect(plan(4_999, { nextTick: 5 })).toBeUndefined();
    expect(plan(60_000, { nextTick: 5 })).toBeUndefined();
  });

  it("is none when the same alarm comes twice", () => {
    expect(plan(5_000, { nextTick: 5 })).toEqual({ tick: 5, waitMs: 800 });
    expect(plan(5_300, { nextTick: 6 })).toBeUndefined();
  });

  it("passes over those whose windows are gone", () => {
    expect(plan(9_000, { nextTick: 5 })).toEqual({ tick: 9, waitMs: 800 });
  });

  it("shares its window among the rounds of its packets", () => {
    expect(plan(0, { packets: 20, timeoutMs: 250 })).toEqual({ tick: 0, waitMs: 245 });
    expect(plan(400, { packets: 20, timeoutMs: 250 })).toEqual({ tick: 0, waitMs: 145 });
    expect(plan(500, { packets: 20, timeoutMs: 250 })).toEqual({ tick: 0, waitMs: undefined });
  });
});

describe("a last tick that is due shortly before the end", () => {
  const grid: Grid = { originMs: ORIGIN, cadenceMs: 3_000, durationMs: 10_000 };

  it("gets its whole timeout when its alarm is on time", () => {
    expect(plan(9_000, { nextTick: 3, timeoutMs: 2_400, grid })).toEqual({ tick: 3, waitMs: 2_400 });
    expect(lastTickEndsAt(grid, { packets: 1, timeoutMs: 2_400 })).toBe(ORIGIN + 11_420);
  });

  it("needs no more than the probe lasts where its timeout is short", () => {
    expect(lastTickEndsAt(grid, { packets: 1, timeoutMs: 500 })).toBe(endsAt(grid));
  });

  it("does not outlast its window", () => {
    expect(lastTickEndsAt(grid, { packets: 1, timeoutMs: 3_000 })).toBe(ORIGIN + 12_000);
  });
});

describe("any plan", () => {
  const probe = fc
    .record({
      originMs: fc.integer({ min: 0, max: 2_000_000_000_000 }),
      cadenceMs: fc.integer(CADENCE_MS),
      durationMs: fc.integer({ min: 10_000, max: 3_600_000 }),
      packets: fc.integer(PACKETS),
      timeoutShare: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ timeoutShare, packets, ...grid }) => {
      const longest = longestTimeoutMs(grid.cadenceMs, packets);
      return { grid, packets, timeoutMs: Math.max(10, Math.floor(longest * timeoutShare)) };
    });
  const place = fc.record({ nextTick: fc.nat(400), ofRun: fc.double({ min: -0.1, max: 1.2, noNaN: true }) });
  const nowOf = (grid: Grid, ofRun: number) => Math.floor(grid.originMs + ofRun * grid.durationMs);

  it("is of a tick in whose window it is made, not yet passed, within the probe", () => {
    fc.assert(
      fc.property(probe, place, ({ grid, ...packets }, { nextTick, ofRun }) => {
        const now = nowOf(grid, ofRun);
        const planned = planTick(grid, { ...packets, nextTick, now });
        if (!planned) return;
        expect(planned.tick).toBeGreaterThanOrEqual(nextTick);
        expect(planned.tick).toBeLessThan(tickCount(grid.durationMs, grid.cadenceMs));
        expect(now).toBeGreaterThanOrEqual(tickAt(grid, planned.tick));
        expect(now).toBeLessThan(tickAt(grid, planned.tick + 1));
      }),
    );
  });

  it("ends before the next tick and before the end of the run, waiting at least half the timeout", () => {
    fc.assert(
      fc.property(probe, place, ({ grid, packets, timeoutMs }, { ofRun }) => {
        const now = nowOf(grid, ofRun);
        const planned = planTick(grid, { nextTick: 0, now, packets, timeoutMs });
        if (planned?.waitMs === undefined) return;
        const finishedAt = now + Math.ceil(packets / PACKETS_AT_ONCE) * planned.waitMs;
        expect(finishedAt).toBeLessThan(tickAt(grid, planned.tick + 1));
        expect(finishedAt).toBeLessThan(lastTickEndsAt(grid, { packets, timeoutMs }));
        expect(planned.waitMs).toBeGreaterThanOrEqual(timeoutMs / 2);
        expect(planned.waitMs).toBeLessThanOrEqual(timeoutMs);
      }),
    );
  });

  it("made on time waits the whole default timeout, for every tick of the probe", () => {
    fc.assert(
      fc.property(probe, fc.nat(), ({ grid, packets }, n) => {
        const tick = n % tickCount(grid.durationMs, grid.cadenceMs);
        const timeoutMs = defaultTimeoutMs(grid.cadenceMs, packets);
        const planned = planTick(grid, { nextTick: tick, now: tickAt(grid, tick), packets, timeoutMs });
        expect(planned).toEqual({ tick, waitMs: timeoutMs });
      }),
    );
  });

  it("made on time never misses, whatever the timeout", () => {
    fc.assert(
      fc.property(probe, fc.nat(), ({ grid, ...packets }, n) => {
        const tick = n % tickCount(grid.durationMs, grid.cadenceMs);
        const planned = planTick(grid, { ...packets, nextTick: tick, now: tickAt(grid, tick) });
        expect(planned?.waitMs).toBeGreaterThanOrEqual(packets.timeoutMs / 2);
      }),
    );
  });

  it("leaves the run's end within a cadence of its duration", () => {
    fc.assert(
      fc.property(probe, ({ grid, ...packets }) => {
        const lastEnd = lastTickEndsAt(grid, packets);
        expect(lastEnd).toBeGreaterThanOrEqual(endsAt(grid));
        expect(lastEnd).toBeLessThan(endsAt(grid) + grid.cadenceMs);
        if (grid.durationMs % grid.cadenceMs === 0) expect(lastEnd).toBe(endsAt(grid));
      }),
    );
  });
});
