import { describe, expect, it } from "vitest";
import { admit, MAX_WAITING, startable } from "./overlap.ts";

const load = (open: number, waiting = 0) => ({ open, waiting });

describe("a run that comes while others are under way", () => {
  it.each(["skip", "queue", "cancel"] as const)("starts where there is room: %s", (overlap) => {
    expect(admit({ overlap, maxConcurrency: 2 }, load(1))).toEqual({ outcome: "start" });
  });

  it("is skipped, and says why", () => {
    expect(admit({ overlap: "skip", maxConcurrency: 1 }, load(1))).toEqual({
      outcome: "skip",
      reason: "The run before was still under way",
    });
    expect(admit({ overlap: "skip", maxConcurrency: 2 }, load(2))).toMatchObject({
      reason: "2 runs were still under way, and 2 may be at once",
    });
  });

  it("waits, behind those that wait already", () => {
    const schedule = { overlap: "queue", maxConcurrency: 1 } as const;
    expect(admit(schedule, load(1))).toEqual({ outcome: "wait" });
    expect(admit(schedule, load(0, 1))).toEqual({ outcome: "wait" });
    expect(admit(schedule, load(1, MAX_WAITING))).toMatchObject({ outcome: "skip" });
  });

  it("starts where it cancels the oldest", () => {
    expect(admit({ overlap: "cancel", maxConcurrency: 1 }, load(5))).toEqual({ outcome: "start" });
  });

  it("lets start as many as there is room for", () => {
    expect(startable({ maxConcurrency: 3 }, load(1, 5))).toBe(2);
    expect(startable({ maxConcurrency: 3 }, load(1, 1))).toBe(1);
    expect(startable({ maxConcurrency: 1 }, load(4, 1))).toBe(0);
  });
});
