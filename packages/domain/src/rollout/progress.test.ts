import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ended, gathered, moved, newProgress, type Progress, type Rules, rateNow, reopened } from "./progress.ts";
import { TARGET_STATES, type TargetState } from "./rollout.ts";

const NOW = 1_900_000_000_000;
const rules: Rules & { now: number } = {
  rate: null,
  abort: [{ on: "failed", thresholdPercent: 20, minExecuted: 10 }],
  now: NOW,
};
const move = (from: TargetState | null, to: TargetState, count = 1) => ({ from, to, count });
const withDevices = (count: number): Progress =>
  gathered(moved(newProgress({ mode: "snapshot" }, NOW), [move(null, "waiting", count)], rules), NOW);
const told = (progress: Progress, count: number) => moved(progress, [move("waiting", "notified", count)], rules);
const through = (progress: Progress, to: TargetState, count = 1) =>
  Array.from({ length: count }).reduce<Progress>((now) => moved(now, [move("notified", to)], rules), progress);

describe("a rollout", () => {
  it("is complete when no device is left", () => {
    const last = through(told(withDevices(3), 3), "completed", 2);
    expect(last.status).toBe("running");
    expect(through(last, "failed")).toMatchObject({ status: "completed", statusReason: null, endedAt: NOW });
  });

  it("is not complete while its devices are still being found", () => {
    const found = moved(newProgress({ mode: "snapshot" }, NOW), [move(null, "completed", 5)], rules);
    expect(found.status).toBe("running");
    expect(gathered(found, NOW).status).toBe("completed");
  });

  it("says so where no device was left", () => {
    expect(gathered(newProgress({ mode: "snapshot" }, NOW), NOW)).toMatchObject({
      status: "completed",
      statusReason: "No device was left among the targets",
    });
  });

  it("that is continuous goes on without devices", () => {
    const continuous = gathered(newProgress({ mode: "continuous" }, NOW), NOW);
    expect(continuous.status).toBe("running");
    expect(ended(continuous, "cancelled", { reason: "Enough", now: NOW })).toMatchObject({ isJoinable: false });
  });

  it("stops at its threshold and not one device later", () => {
    const before = through(through(told(withDevices(100), 50), "completed", 8), "failed");
    expect(before.status).toBe("running");
    const stopped = through(before, "failed");
    expect(stopped).toMatchObject({ status: "aborted", endedAt: NOW });
    expect(stopped.statusReason).toContain("2 of 10 failed (20\u00a0%)");
  });

  it("that is over is not judged again", () => {
    const cancelled = ended(told(withDevices(20), 20), "cancelled", { reason: "Wrong file", now: NOW });
    expect(through(cancelled, "failed", 20)).toMatchObject({ status: "cancelled", statusReason: "Wrong file" });
  });

  it("counts for its rules only what ends after the failed ones were retried", () => {
    const stopped = through(through(told(withDevices(100), 50), "completed", 8), "failed", 2);
    const again = reopened(stopped, NOW);
    expect(again).toMatchObject({ status: "running", statusReason: null, endedAt: null });
    expect(again.counts).toMatchObject({ waiting: 52, failed: 0, completed: 8 });
    const nine = through(through(told(again, 20), "failed", 1), "completed", 8);
    expect(nine.status).toBe("running");
    expect(through(nine, "failed").status).toBe("aborted");
  });

  it("earns at the old rate up to the success that raises it", () => {
    const rate = { baseRatePerMinute: 60, incrementFactor: 2, after: { succeeded: 1 } };
    const started = { ...told(withDevices(3), 1), pace: { credit: 0, at: NOW } };
    const raised = moved(started, [move("notified", "completed")], { ...rules, rate, now: NOW + 500 });
    expect(raised.pace).toEqual({ credit: 30_000, at: NOW + 500 });
    expect([rateNow(rate, started), rateNow(rate, raised), rateNow(null, raised)]).toEqual([60, 120, null]);
  });

  it("loses no device, whatever becomes of them, and its version only grows", () => {
    const states = fc.constantFrom(...TARGET_STATES);
    fc.assert(
      fc.property(fc.array(fc.tuple(states, states), { maxLength: 60 }), (changes) => {
        let progress = withDevices(20);
        for (const [from, to] of changes.filter(([from]) => from !== "cancelled")) {
          if (progress.counts[from] === 0) continue;
          const next = moved(progress, [move(from, to)], rules);
          expect(next.version).toBeGreaterThan(progress.version);
          progress = next;
          expect(TARGET_STATES.reduce((sum, state) => sum + progress.counts[state], 0)).toBe(20);
        }
      }),
    );
  });
});
