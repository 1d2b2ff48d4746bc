import { describe, expect, it } from "vitest";
import { estimateMs, timeLeftMs } from "./estimate.ts";

const minutes = (ms: number) => Math.round(ms / 6_000) / 10;

describe("how long it takes to tell every device", () => {
  it("is no time where nothing holds it back", () => expect(estimateMs(1_000, null)).toBe(0));

  it("is the number by the rate, the first one at once", () => {
    expect(estimateMs(1, { maxPerMinute: 1 })).toBe(0);
    expect(estimateMs(101, { maxPerMinute: 50 })).toBe(120_000);
  });

  it("is less the more the rate grows, and the rate grows no further than it may", () => {
    const growing = { baseRatePerMinute: 50, incrementFactor: 2, after: { succeeded: 1_000 } };
    expect(minutes(estimateMs(10_000, growing))).toBe(40);
    expect(minutes(estimateMs(10_000, { ...growing, maxPerMinute: 100 }))).toBe(110);
    expect(estimateMs(1_000_000, { ...growing, after: { notified: 1 } })).toBeLessThan(120_000);
  });

  it("is what is left where some have been told", () => {
    const counts = {
      waiting: 100,
      notified: 0,
      running: 0,
      completed: 1_000,
      failed: 0,
      timed_out: 0,
      rejected: 0,
      cancelled: 0,
    };
    const rate = { baseRatePerMinute: 50, incrementFactor: 2, after: { succeeded: 1_000 } };
    expect(timeLeftMs({ rate, counts })).toBe(60_000);
    expect(timeLeftMs({ rate: null, counts })).toBeNull();
  });
});
