import { describe, expect, it } from "vitest";
import { aJob } from "../../testing/job-fixture.ts";
import { runTimeOf } from "./run-time.ts";

describe("how long a probe has measured", () => {
  it("grows with time and leaves the rest", () => {
    expect(runTimeOf(aJob(), 485_000)).toEqual({ elapsedMs: 484_000, leftMs: 116_000 });
  });

  it("stands still while paused, and leaves pauses out", () => {
    const job = aJob({ status: "paused", pausedAt: 61_000, pausedTotalMs: 10_000 });
    expect(runTimeOf(job, 999_000)).toEqual({ elapsedMs: 50_000, leftMs: 550_000 });
  });

  it("ends with the job and never passes its duration", () => {
    expect(runTimeOf(aJob({ status: "cancelled", endedAt: 31_000 }), 99_000)).toEqual({ elapsedMs: 30_000, leftMs: 0 });
    expect(runTimeOf(aJob(), 9_000_000)).toEqual({ elapsedMs: 600_000, leftMs: 0 });
  });

  it("is not known before the start", () => {
    expect(runTimeOf(aJob({ startedAt: null }), 5_000)).toBeNull();
  });
});
