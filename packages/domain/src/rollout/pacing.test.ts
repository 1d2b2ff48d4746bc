import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accrue, advance, MAX_RATE_PER_MINUTE, newPace, nextReleaseAt, type Pace, ratePerMinute } from "./pacing.ts";
import type { RolloutRate } from "./rollout.ts";

const START = 1_900_000_000_000;
const MINUTE = 60_000;
const bySuccess: RolloutRate = { baseRatePerMinute: 50, incrementFactor: 2, after: { succeeded: 1_000 } };
const byNotified: RolloutRate = { baseRatePerMinute: 50, incrementFactor: 2, after: { notified: 1_000 } };

describe("the rate", () => {
  it.each([
    [0, 50],
    [999, 50],
    [1_000, 100],
    [1_999, 100],
    [2_000, 200],
    [3_000, 400],
  ])("after %i successes is %i a minute", (succeeded, expected) => {
    expect(ratePerMinute(bySuccess, { notified: 9_999, succeeded })).toBe(expected);
    expect(ratePerMinute(byNotified, { notified: succeeded, succeeded: 9_999 })).toBe(expected);
  });

  it("grows no further than it may", () => {
    const counts = { notified: 0, succeeded: 50_000 };
    expect(ratePerMinute({ ...bySuccess, maxPerMinute: 175 }, counts)).toBe(175);
    expect(ratePerMinute(bySuccess, counts)).toBe(MAX_RATE_PER_MINUTE);
    const steepest: RolloutRate = { baseRatePerMinute: 1_000, incrementFactor: 5, after: { succeeded: 1 } };
    expect(ratePerMinute(steepest, { notified: 0, succeeded: 1_000_000 })).toBe(MAX_RATE_PER_MINUTE);
  });

  it("that is constant stays", () => {
    expect(ratePerMinute({ maxPerMinute: 7 }, { notified: 1e6, succeeded: 1e6 })).toBe(7);
  });
});

/** Tells `count` devices under a clock that wakes when the next one is due, or later; each succeeds `tookMs` after. */
function simulate(rate: RolloutRate, { count, lateMs = () => 0 }: { count: number; lateMs?: () => number }): number[] {
  const toldAt: number[] = [];
  let pace: Pace = newPace(START);
  let now = START;
  while (toldAt.length < count) {
    const counts = { notified: toldAt.length, succeeded: toldAt.length };
    const { pace: next, allowed } = advance(pace, { rate, counts, most: count - toldAt.length, now });
    pace = next;
    for (let told = 0; told < allowed; told++) toldAt.push(now - START);
    // As each of them succeeds at once, the rate grows from here.
    const rateNow = ratePerMinute(rate, { notified: toldAt.length, succeeded: toldAt.length });
    now = Math.max(now, nextReleaseAt(pace, rateNow)) + lateMs();
  }
  return toldAt;
}

describe("a run under a clock", () => {
  it.each([
    ["successes", bySuccess],
    ["devices told", byNotified],
  ])("doubles from 50 a minute at each 1,000 %s: 50, 100, 200, 400", (_name, rate) => {
    const toldAt = simulate(rate, { count: 4_001 });
    const at = (nth: number) => (toldAt[nth - 1] ?? Number.NaN) / MINUTE;
    expect(at(1)).toBe(0);
    // 999 intervals of a fiftieth of a minute; from the 1,000th on, of a hundredth; and so on.
    expect(at(1_000)).toBeCloseTo(999 / 50, 6);
    expect(at(2_000)).toBeCloseTo(999 / 50 + 1_000 / 100, 6);
    expect(at(3_000)).toBeCloseTo(999 / 50 + 10 + 1_000 / 200, 6);
    expect(at(4_000)).toBeCloseTo(999 / 50 + 10 + 5 + 1_000 / 400, 6);
  });

  it("tells exactly the rate in each of its minutes", () => {
    const toldAt = simulate({ maxPerMinute: 50 }, { count: 5_000 });
    const minutes = Map.groupBy(toldAt, (at) => Math.floor(at / MINUTE));
    expect([...minutes.values()].map((told) => told.length)).toEqual(Array(100).fill(50));
  });

  it("does not drift over days, however late its alarms are", () => {
    const rates = fc.integer({ min: 1, max: 997 });
    const lateness = fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(rates, lateness, (maxPerMinute, late) => {
        let turn = 0;
        const count = Math.min(20_000, maxPerMinute * 60 * 24 * 3);
        const toldAt = simulate({ maxPerMinute }, { count, lateMs: () => late[turn++ % late.length] ?? 0 });
        const due = ((count - 1) * MINUTE) / maxPerMinute;
        expect(toldAt.at(-1)).toBeGreaterThanOrEqual(Math.floor(due));
        expect((toldAt.at(-1) ?? 0) - due).toBeLessThanOrEqual(4_001);
      }),
      { numRuns: 40 },
    );
  });
});

it("makes up for a few seconds of an outage, no more", () => {
  const rate = { maxPerMinute: 600 };
  const { pace } = advance(newPace(START), { rate, counts: { notified: 0, succeeded: 0 }, most: 1, now: START });
  const after = (awayMs: number) =>
    advance(pace, { rate, counts: { notified: 1, succeeded: 0 }, most: 10_000, now: START + awayMs }).allowed;
  expect(after(3_000)).toBe(30);
  expect(after(3_600_000)).toBe(51);
});

it("never allows more than was earned, whenever it is asked", () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 9_000 }), fc.integer({ min: 0, max: 40 })), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), steps, (maxPerMinute, asked) => {
      let pace = newPace(START);
      let now = START;
      let told = 0;
      for (const [waitMs, most] of asked) {
        now += waitMs;
        const step = advance(pace, { rate: { maxPerMinute }, counts: { notified: told, succeeded: 0 }, most, now });
        expect(step.allowed).toBeLessThanOrEqual(most);
        pace = step.pace;
        told += step.allowed;
        expect(told).toBeLessThanOrEqual(1 + ((now - START) * maxPerMinute) / MINUTE);
      }
    }),
  );
});

it("is not moved by a clock that steps back", () => {
  const pace = accrue(newPace(START), 60, START + 500);
  expect(accrue(pace, 60, START - 90_000)).toEqual(pace);
});

it("keeps what was earned at the old rate when the rate grows", () => {
  const { pace } = advance(newPace(START), {
    rate: { maxPerMinute: 60 },
    counts: { notified: 0, succeeded: 0 },
    most: 1,
    now: START,
  });
  const half = accrue(pace, 60, START + 500);
  expect(nextReleaseAt(half, 120)).toBe(START + 750);
});
