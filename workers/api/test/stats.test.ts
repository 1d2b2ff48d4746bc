import { startOfDay } from "@fieldline/domain/day";
import type { Job, JobStatus, ProbeSummary } from "@fieldline/domain/job";
import { beforeAll, describe, expect, it } from "vitest";
import { mutate, query } from "../../test/call.ts";
import { insertProjectedRow, jobLike } from "../../test/job-rows.ts";
import { setLimits } from "../../test/limits.ts";

interface Hour {
  at: number;
  running: number;
  created: number;
  completed: number;
  averageLossPercent: number | null;
  alerts: number;
}
interface Stats {
  running: number;
  completedToday: number;
  averageLossToday: number | null;
  alertsToday: number;
  jobsToday: number;
  limits: { jobsPerUserPerDay: number; runningJobs: number; usedToday: number; resetsAt: number; timeZone: string };
  hours: Hour[];
}
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const stats = async () => (await query<Stats>("jobs.stats")).data;
const average = (values: number[]) =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

interface Run {
  status: JobStatus;
  startedHoursAgo: number | null;
  endedHoursAgo?: number;
  lossPercent?: number;
}
const RUNS: Run[] = [
  { status: "running", startedHoursAgo: 5.5, lossPercent: 0 },
  { status: "running", startedHoursAgo: 0.01, lossPercent: 10 },
  { status: "running", startedHoursAgo: 30, lossPercent: 50 },
  { status: "paused", startedHoursAgo: 2.5, lossPercent: 4 },
  { status: "scheduled", startedHoursAgo: null },
  { status: "completed", startedHoursAgo: 4.5, endedHoursAgo: 1.5, lossPercent: 20 },
  { status: "completed", startedHoursAgo: 0.2, endedHoursAgo: 0.01, lossPercent: 100 },
  { status: "completed", startedHoursAgo: 60, endedHoursAgo: 40, lossPercent: 75 },
  { status: "cancelled", startedHoursAgo: 3.5, endedHoursAgo: 3.4 },
  { status: "cancelled", startedHoursAgo: null, endedHoursAgo: 2.5 },
];

let jobs: Job[];
beforeAll(async () => {
  const before = Date.now();
  const { data: me } = await query<{ id: string }>("users.me");
  const hoursAgo = (hours: number | null | undefined) => (hours == null ? null : Math.round(before - hours * HOUR_MS));
  jobs = RUNS.map(({ status, startedHoursAgo, endedHoursAgo, lossPercent }) =>
    jobLike({
      status,
      requesterId: me.id,
      version: 2,
      createdAt: hoursAgo(startedHoursAgo) ?? before - HOUR_MS,
      startedAt: hoursAgo(startedHoursAgo),
      endedAt: hoursAgo(endedHoursAgo),
      summary: lossPercent === undefined ? null : ({ lossPercent } as ProbeSummary),
    }),
  );
  for (const job of jobs) await insertProjectedRow(job);
});

// Among them offsets of a half and of three quarters of an hour, and the days furthest from UTC's.
const ZONES = ["UTC", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Kiritimati", "Pacific/Niue"];
describe.each(ZONES)("the overview's figures in %s", (timeZone) => {
  beforeAll(() => mutate("config.set", { key: "timeZone", value: timeZone }));

  it("count today's jobs", async () => {
    const { hours, ...figures } = await stats();
    const today = startOfDay(figures.limits.resetsAt - 1, timeZone);
    const isToday = (time: number | null) => time !== null && time >= today;
    const created = jobs.filter(({ createdAt }) => isToday(createdAt));
    const losses = created.flatMap(({ summary }) => (summary?.lossPercent == null ? [] : [summary.lossPercent]));
    expect(figures).toMatchObject({
      running: 3,
      completedToday: jobs.filter(({ status, endedAt }) => status === "completed" && isToday(endedAt)).length,
      jobsToday: created.length,
      alertsToday: 0,
    });
    const expected = average(losses);
    if (expected === null) expect(figures.averageLossToday).toBeNull();
    else expect(figures.averageLossToday).toBeCloseTo(expected, 6);
  });

  it("give the last 24 hours, the oldest first", async () => {
    const { hours } = await stats();
    expect(hours).toHaveLength(24);
    const startsAt = startOfDay(Date.now(), timeZone);
    expect(hours.map(({ at }) => Math.abs(at - startsAt) % HOUR_MS)).toEqual(hours.map(() => 0));
    const last = hours.at(-1)?.at ?? 0;
    expect(Date.now() - last).toBeLessThan(HOUR_MS + 60_000);
    expect(hours.map(({ at }) => at)).toEqual(hours.map((_, index) => last - (23 - index) * HOUR_MS));
    for (const { at, created, completed, averageLossPercent } of hours) {
      const within = (time: number | null) => time !== null && time >= at && time < at + HOUR_MS;
      const made = jobs.filter(({ createdAt }) => within(createdAt));
      expect(created).toBe(made.length);
      expect(completed).toBe(jobs.filter(({ status, endedAt }) => status === "completed" && within(endedAt)).length);
      const losses = made.flatMap(({ summary }) => (summary?.lossPercent == null ? [] : [summary.lossPercent]));
      expect(averageLossPercent).toBe(average(losses));
    }
  });

  it("tell how many were running at the end of each hour, whatever is paused now", async () => {
    const { hours } = await stats();
    for (const { at, running } of hours) {
      const end = at + HOUR_MS;
      const wasRunning = ({ status, startedAt, endedAt }: Job) =>
        status !== "paused" && startedAt !== null && startedAt < end && (endedAt === null || endedAt >= end);
      expect({ at, running }).toEqual({ at, running: jobs.filter(wasRunning).length });
    }
  });

  it("tell when the day ends", async () => {
    const { limits } = await stats();
    expect(limits.timeZone).toMatch(timeZone === "UTC" ? "UTC" : "/");
    expect(startOfDay(limits.resetsAt, timeZone)).toBe(limits.resetsAt);
    expect(limits.resetsAt).toBeGreaterThan(Date.now());
    expect(limits.resetsAt).toBeLessThanOrEqual(Date.now() + DAY_MS);
  });
});

it("the figures tell what is used of the limits", async () => {
  await mutate("config.set", { key: "timeZone", value: "UTC" });
  await setLimits({ jobsPerUserPerDay: 123, runningJobs: 45 });
  const { limits, jobsToday } = await stats();
  expect(limits).toMatchObject({ jobsPerUserPerDay: 123, runningJobs: 45, usedToday: jobsToday });
});
