import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { aJob } from "../testing/job-fixture.ts";
import { createStatsRefresh } from "./stats-refresh.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("refreshes once for many transitions, and not for mere figures", () => {
  const refresh = vi.fn();
  const stats = createStatsRefresh(refresh);
  const jobs = Array.from({ length: 50 }, () => aJob());
  for (const job of jobs) stats.note({ type: "job", job });
  vi.advanceTimersByTime(5_000);
  expect(refresh).toHaveBeenCalledTimes(1);
  for (const job of jobs) stats.note({ type: "job", job: { ...job, updatedAt: 9_000 } });
  vi.advanceTimersByTime(5_000);
  expect(refresh).toHaveBeenCalledTimes(1);
});

it("does nothing after it was stopped", () => {
  const refresh = vi.fn();
  const stats = createStatsRefresh(refresh);
  stats.note({ type: "deleted", id: "x" });
  stats.stop();
  vi.advanceTimersByTime(5_000);
  expect(refresh).not.toHaveBeenCalled();
});
