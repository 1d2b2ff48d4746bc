import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Finding } from "@fieldline/domain/finding";
import type { Job, LogEntry } from "@fieldline/domain/job";
import { beforeAll, describe, expect, it } from "vitest";
import { callsOf, mutate, query } from "../../test/call.ts";
import { addPerson } from "../../test/identities.ts";
import { insertRow, jobLike } from "../../test/job-rows.ts";
import { setLimits } from "../../test/limits.ts";
import { probeInput } from "../../test/probe-input.ts";

const LATER = Date.UTC(2100, 0, 1);
interface CheckUp {
  checkedJobs: number;
  isPartial: boolean;
  findings: Finding[];
  repaired: Finding[];
  checkedAt: number;
}
const check = async () => (await query<CheckUp>("doctor.check")).data;
const repair = async () => (await mutate<CheckUp>("doctor.repair", {})).data;
const aJob = async () => (await mutate<Job>("jobs.create", probeInput({ runAt: LATER }))).data;
const loseAlarm = ({ id }: Job) =>
  runInDurableObject(env.JOBS.getByName(id), (_object, { storage }) => storage.deleteAlarm());

beforeAll(() => setLimits({}));

describe("the doctor", () => {
  it("says how many jobs it looked at, and finds nothing where nothing is wrong", async () => {
    await aJob();
    const { checkedJobs, ...rest } = await check();
    expect(checkedJobs).toBeGreaterThan(0);
    expect(rest).toEqual({ isPartial: false, findings: [], checkedAt: expect.any(Number) });
  });

  it("tells in words what it finds and changes nothing by it; repairs it, and says so", async () => {
    const lost = await aJob();
    await loseAlarm(lost);
    const unstarted = jobLike({ createdAt: Date.now() - 60_000, status: "scheduled", runAt: LATER });
    await insertRow(unstarted);
    await env.DB.prepare("UPDATE queues SET waiting = 4 WHERE name = 'batch'").run();
    const { findings } = await check();
    expect(findings).toEqual([
      {
        kind: "counter_wrong",
        jobId: null,
        name: "Queue batch",
        isRepairable: true,
        words: "It counts 0 active and 4 waiting; its rows say 0 and 0.",
      },
      {
        kind: "alarm_lost",
        jobId: lost.id,
        name: lost.name,
        isRepairable: true,
        words: "It has something to do, and nothing will wake it.",
      },
      {
        kind: "never_started",
        jobId: unstarted.id,
        name: unstarted.name,
        isRepairable: true,
        words: "It was created, and its object was never started.",
      },
    ]);
    expect((await check()).findings).toEqual(findings);

    expect(await repair()).toMatchObject({ repaired: findings, findings: [] });
    expect((await check()).findings).toEqual([]);
    expect((await repair()).repaired).toEqual([]);
    const { data: log } = await query<{ items: LogEntry[] }>("jobs.log", { id: lost.id });
    expect(log.items.at(-1)?.message).toBe("Recovered: nothing would have woken this job; it was armed again");
    const { results } = await env.DB.prepare("SELECT after FROM audit WHERE action = 'doctor.repair' ORDER BY at").all<{
      after: string;
    }>();
    expect(results.map(({ after }) => JSON.parse(after).found)).toEqual([
      { counter_wrong: 1, alarm_lost: 1, never_started: 1 },
      {},
    ]);
  });

  it("is for administrators", async () => {
    const calls = callsOf((await addPerson("operator")).token);
    expect((await calls.query("doctor.check")).status).toBe(403);
    expect((await calls.mutate("doctor.repair", {})).status).toBe(403);
  });
});
