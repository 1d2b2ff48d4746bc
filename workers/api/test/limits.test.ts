import { env } from "cloudflare:workers";
import { dayOf, endOfDay } from "@fieldline/domain/day";
import type { Job } from "@fieldline/domain/job";
import { expect, it, vi } from "vitest";
import { type Answer, mutate, query } from "../../test/call.ts";
import { setLimits } from "../../test/limits.ts";
import { probeInput } from "../../test/probe-input.ts";

interface Stats {
  running: number;
  limits: { jobsPerUserPerDay: number; runningJobs: number; usedToday: number; resetsAt: number; timeZone: string };
}
const LATER = { runAt: Date.UTC(2100, 0, 1) };

const stats = async () => (await query<Stats>("jobs.stats")).data;
const create = (changes = {}) => mutate<Job>("jobs.create", probeInput(changes));
const createMany = (count: number, changes = {}) => Promise.all(Array.from({ length: count }, () => create(changes)));
const setTimeZone = (value: string) => mutate("config.set", { key: "timeZone", value });
const made = (answers: Answer<Job>[]) => answers.filter(({ status }) => status === 200);
const refused = (answers: Answer<Job>[]) => answers.filter(({ status }) => status !== 200).map(({ error }) => error);

it("lets exactly as many of eighty creations at once through as the day has places", async () => {
  const { usedToday } = (await stats()).limits;
  await setLimits({ jobsPerUserPerDay: usedToday + 50 });
  const answers = await createMany(80, LATER);
  expect(made(answers)).toHaveLength(50);
  const limit = usedToday + 50;
  for (const { message, data } of refused(answers)) {
    expect(message).toContain(`You have created ${limit} of ${limit} jobs today.`);
    expect(message).toMatch(
      /The limit resets at 00:00 UTC \((within a minute|in [^)]+ (h|min))\); an administrator can raise it under Settings → Limits\.$/,
    );
    expect(data).toMatchObject({
      httpStatus: 429,
      reason: "LIMIT_JOBS_PER_DAY",
      details: { used: limit, limit, resetsAt: endOfDay(Date.now(), "UTC"), timeZone: "UTC" },
    });
  }
  expect((await stats()).limits).toMatchObject({ usedToday: limit, jobsPerUserPerDay: limit });
});

it("counts a job once, however often its creation is repeated at once", async () => {
  await setLimits({});
  const { usedToday } = (await stats()).limits;
  const answers = await createMany(10, { ...LATER, idempotencyKey: crypto.randomUUID() });
  expect(new Set(made(answers).map(({ data }) => data.id))).toHaveLength(1);
  expect((await stats()).limits.usedToday).toBe(usedToday + 1);
});

it("counts by the day of the configured time zone", async () => {
  const { usedToday } = (await stats()).limits;
  await setLimits({ jobsPerUserPerDay: usedToday });
  expect((await create(LATER)).error.message).toContain(`You have created ${usedToday} of ${usedToday} jobs today.`);

  const now = Date.now();
  const zone = ["Pacific/Kiritimati", "Pacific/Niue"].find((name) => dayOf(now, name) !== dayOf(now, "UTC")) ?? "";
  await setTimeZone(zone);
  const resetsAt = endOfDay(now, zone);
  expect((await stats()).limits).toMatchObject({ usedToday: 0, resetsAt, timeZone: zone });
  await setLimits({ jobsPerUserPerDay: 2 });
  expect(made(await createMany(8, LATER))).toHaveLength(2);
  const { message, data } = (await create(LATER)).error;
  expect(message).toContain(`You have created 2 of 2 jobs today. The limit resets at 00:00 ${zone} (`);
  expect(data.details).toEqual({ used: 2, limit: 2, resetsAt, timeZone: zone });

  await setTimeZone("UTC");
  expect((await stats()).limits).toMatchObject({ usedToday, timeZone: "UTC" });
});

it("leaves no trace of a creation that the limit refused", async () => {
  await setLimits({ jobsPerUserPerDay: 0 });
  const countOf = async () => ({
    stats: (await stats()).limits.usedToday,
    newest: (await query<{ items: Job[] }>("jobs.list", { limit: 1 })).data.items[0]?.id,
    audit: (await query<{ items: unknown[] }>("audit.list", { entityType: "job", limit: 100 })).data.items.length,
  });
  const before = await countOf();
  expect((await create({ ...LATER, idempotencyKey: "refused once" })).error.data.reason).toBe("LIMIT_JOBS_PER_DAY");
  expect(await countOf()).toEqual(before);
  await setLimits({});
  expect((await create({ ...LATER, idempotencyKey: "refused once" })).status).toBe(200);
});

it("does not give the day's place back when a job is deleted", async () => {
  await setLimits({});
  const { data: job } = await create(LATER);
  const { usedToday } = (await stats()).limits;
  await setLimits({ jobsPerUserPerDay: usedToday });
  await mutate("jobs.cancel", { id: job.id });
  expect((await mutate("jobs.delete", { id: job.id })).status).toBe(200);
  expect((await stats()).limits.usedToday).toBe(usedToday);
  expect((await create(LATER)).error.data.reason).toBe("LIMIT_JOBS_PER_DAY");
});

it("answers a repeated idempotency key also where no place is left", async () => {
  await setLimits({});
  const idempotencyKey = crypto.randomUUID();
  const { data: first } = await create({ idempotencyKey });
  for (const limits of [{ jobsPerUserPerDay: 0 }, { runningJobs: 0 }]) {
    await setLimits(limits);
    const repeated = await create({ idempotencyKey });
    expect(repeated.status).toBe(200);
    expect(repeated.data.id).toBe(first.id);
  }
});

it("lets exactly as many of eighty creations at once through as probes may run, and one more when one ends", async () => {
  const places = "SELECT count(*) FROM jobs WHERE kind = 'probe' AND status IN ('scheduled', 'running', 'paused')";
  const limit = Number(await env.DB.prepare(places).first("count(*)")) + 10;
  await setLimits({ runningJobs: limit });
  const answers = await createMany(80);
  expect(made(answers)).toHaveLength(10);
  for (const { message, data } of refused(answers)) {
    expect(message).toContain(`${limit} of ${limit} probes are running, paused or scheduled.`);
    expect(message).toContain("cancel one");
    expect(message).toContain("Settings → Limits");
    expect(data).toMatchObject({ httpStatus: 429, reason: "LIMIT_RUNNING_JOBS", details: { running: limit, limit } });
  }
  const [first, second] = made(answers).map(({ data }) => data.id);

  await mutate("jobs.pause", { id: second });
  expect((await create()).error.data.reason).toBe("LIMIT_RUNNING_JOBS");
  await mutate("jobs.cancel", { id: first });
  expect(made(await createMany(5))).toHaveLength(1);
  await mutate("jobs.cancel", { id: second });
  expect(made(await createMany(5))).toHaveLength(1);
});

it("says when the first of the running probes makes room by itself", async () => {
  await setLimits({});
  const { data: short } = await create({ durationMs: 1_800_000 });
  const { data: paused } = await create({ durationMs: 600_000 });
  await create({ durationMs: 3_600_000 });
  await mutate("jobs.pause", { id: paused.id });
  await setLimits({ runningJobs: 0 });
  await vi.waitUntil(async () => (await query<Job>("jobs.get", { id: short.id })).data.startedAt !== null);
  const freesUpAt = Number((await query<Job>("jobs.get", { id: short.id })).data.startedAt) + 1_800_000;
  await vi.waitFor(async () => {
    const { message, data } = (await create()).error;
    expect(data.details).toMatchObject({ freesUpAt });
    expect(message).toMatch(/The first of them ends in (29|30) min; cancel one to start another now/);
  });
});

it("says nothing of when where none of them is running", async () => {
  await env.DB.exec("UPDATE jobs SET status = 'paused' WHERE status = 'running'");
  await setLimits({ runningJobs: 0 });
  const { message, data } = (await create()).error;
  expect(data.details).toMatchObject({ freesUpAt: null });
  expect(message).toContain("A place is free when one of them ends; cancel one");
});
