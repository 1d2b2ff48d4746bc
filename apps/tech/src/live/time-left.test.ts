import type { ProbeJob } from "@fieldline/domain/job";
import { formatClock, formatClockMinute } from "@fieldline/ui/time";
import { expect, it } from "vitest";
import { timeLeft } from "./time-left.ts";

const at = Date.UTC(2026, 10, 22, 14, 0);
const job = (change: Partial<ProbeJob>) =>
  ({
    status: "running",
    startedAt: at,
    endedAt: null,
    runAt: null,
    pausedTotalMs: 0,
    spec: { durationMs: 600_000 },
    ...change,
  }) as ProbeJob;
const words = (change: Partial<ProbeJob>, now: number) => timeLeft(job(change), now).replaceAll("\u00a0", " ");

it("counts down while it runs, with the time it was paused added", () => {
  expect(words({}, at + 484_000)).toBe("1 m 56 s left");
  expect(words({ pausedTotalMs: 60_000 }, at + 484_000)).toBe("2 m 56 s left");
});

it("does not count below nothing", () => expect(words({}, at + 601_000)).toBe("Finishing"));

it("says what became of it, and when", () => {
  const endedAt = at + 600_000;
  expect(words({ status: "completed", endedAt }, endedAt)).toBe(`Completed ${formatClockMinute(endedAt)}`);
  expect(words({ status: "paused" }, at)).toBe("Paused");
  expect(words({ status: "assigned", startedAt: null, assigneeName: "gw-12" }, at)).toBe("Waits for gw-12");
  expect(words({ status: "scheduled", startedAt: null, runAt: at }, at)).toBe(`Starts at ${formatClock(at)}`);
});
