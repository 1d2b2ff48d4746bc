import { expect, it } from "vitest";
import { aJob } from "../../testing/job-fixture.ts";
import { activityOf } from "./outcome.ts";

const ended = (status: "completed" | "failed" | "timed_out" | "rejected" | "cancelled", tookMs: number) =>
  aJob({ status, startedAt: 1_000, endedAt: 1_000 + tookMs });

it("a cancelled job counts neither as success nor as failure", () => {
  const jobs = [ended("completed", 100), ended("timed_out", 300), ended("rejected", 200), ended("cancelled", 900)];
  expect(activityOf(jobs)).toEqual({
    succeeded: 1,
    failed: 2,
    cancelled: 1,
    successPercent: 100 / 3,
    medianMs: 300,
  });
});

it("nothing that has ended is no success rate", () => {
  expect(activityOf([])).toMatchObject({ successPercent: null, medianMs: null });
});
