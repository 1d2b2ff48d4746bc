import type { Job } from "@fieldline/domain/job";
import { describe, expect, it } from "vitest";
import { type MyJobs, startOfDay, withJob } from "./my-jobs.ts";

const dayStart = startOfDay(Date.UTC(2026, 10, 22, 14));
const job = (id: string, change: Partial<Job> = {}) =>
  ({ id, version: 1, requesterId: "me", createdAt: dayStart + 1_000, updatedAt: 1, ...change }) as Job;
const mine: MyJobs = { requesterId: "me", dayStart, jobs: [job("b", { createdAt: dayStart + 2_000 }), job("a")] };
const idsOf = ({ jobs }: MyJobs) => jobs.map(({ id }) => id);

describe("withJob", () => {
  it("changes a job in its place", () => {
    const changed = withJob(mine, job("a", { version: 2, status: "completed" }));
    expect([idsOf(changed), changed.jobs[1]?.status]).toEqual([["b", "a"], "completed"]);
  });

  it("does not go back to an older state", () => {
    const newer = withJob(mine, job("a", { version: 3 }));
    expect(withJob(newer, job("a", { version: 2 }))).toBe(newer);
  });

  it("puts a new one where its time is", () => {
    expect(idsOf(withJob(mine, job("c", { createdAt: dayStart + 3_000 })))).toEqual(["c", "b", "a"]);
    expect(idsOf(withJob(mine, job("z", { createdAt: dayStart })))).toEqual(["b", "a", "z"]);
  });

  it("leaves out others' jobs and those of other days", () => {
    expect(withJob(mine, job("x", { requesterId: "other" }))).toBe(mine);
    expect(withJob(mine, job("x", { createdAt: dayStart - 1 }))).toBe(mine);
  });
});
