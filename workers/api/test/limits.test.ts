import { env } from "cloudflare:workers";
import type { Job } from "@fieldline/domain/job";
import { expect, it } from "vitest";
import { type Answer, mutate, query } from "../../test/call.ts";
import { setLimits } from "../../test/limits.ts";
import { probeInput } from "../../test/probe-input.ts";

interface Stats {
  running: number;
  limits: { jobsPerUserPerDay: number; runningJobs: number; usedToday: number; resetsAt: number };
}
const DAY_MS = 86_400_000;
const LATER = { runAt: Date.UTC(2100, 0, 1) };

const stats = async () => (await query<Stats>("jobs.stats")).data;
const create = (changes = {}) => mutate<Job>("jobs.create", probeInput(changes));
const createMany = (count: number, changes = {}) => Promise.all(Array.from({ length: count }, () => create(changes)));
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
    expect(message).toContain("resets at 00:00 UTC");
    expect(data).toMatchObject({
      httpStatus: 429,
      reason: "LIMIT_JOBS_PER_DAY",
      details: { used: limit, limit, resetsAt: (Math.floor(Date.now() / DAY_MS) + 1) * DAY_MS },
    });
  }
  expect((await stats()).limits).toMatchObject({ usedToday: limit, jobsPerUserPerDay: limit });
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
