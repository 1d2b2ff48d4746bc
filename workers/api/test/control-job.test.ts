import type { Job, JobStatus, LogEntry } from "@fieldline/domain/job";
import { describe, expect, it } from "vitest";
import { driveJob } from "../../jobs/test/driven-job.ts";
import { type Answer, mutate, query } from "../../test/call.ts";
import { ADMIN } from "../../test/identities.ts";

interface Entry {
  at: number;
  actor: { kind: string; id: string; name: string };
  action: string;
  before: unknown;
  reason: string | null;
}
const BY_ADMIN = { kind: "user", ...ADMIN };

const pause = (id: string) => mutate<Job>("jobs.pause", { id });
const resume = (id: string) => mutate<Job>("jobs.resume", { id });
const cancel = (id: string, reason?: string) => mutate<Job>("jobs.cancel", { id, reason });
const reasonOf = ({ error }: Answer<unknown>) => error?.data.reason;
const succeeded = (answers: Answer<unknown>[]) => answers.filter(({ status }) => status === 200);
const atOnce = <T>(count: number, act: () => Promise<T>) => Promise.all(Array.from({ length: count }, act));

const auditOf = async (id: string) =>
  (await query<{ items: Entry[] }>("audit.list", { entityType: "job", entityId: id })).data.items;
const actionsOf = async (id: string) => (await auditOf(id)).map(({ action }) => action).reverse();
const transitionsOf = async (id: string) => {
  const { data } = await query<{ items: LogEntry[] }>("jobs.log", { id });
  return data.items.filter(({ kind }) => kind === "transition");
};
const listed = async (id: string) =>
  (await query<{ items: Job[] }>("jobs.list", { search: id })).data.items.map(({ status }) => status);

describe("pausing and resuming", () => {
  it("stop the probe and move its end by the time paused", async () => {
    const job = await driveJob();
    await job.tick(3);
    job.now += 500;
    const pausedAt = job.now;
    const { data: paused } = await pause(job.id);
    expect(paused).toMatchObject({ status: "paused", pausedAt, updatedAt: pausedAt, pausedTotalMs: 0 });
    expect(await listed(job.id)).toEqual(["paused"]);
    expect((await query<Job>("jobs.get", { id: job.id })).data).toEqual(paused);

    job.now += 60_000;
    const { data: resumed } = await resume(job.id);
    expect(resumed).toMatchObject({ status: "running", pausedAt: null, pausedTotalMs: 60_000 });
    expect(resumed.version).toBeGreaterThan(paused.version);
    expect(await listed(job.id)).toEqual(["running"]);
    await job.tick(1);
    expect((await job.describe())?.summary).toMatchObject({ sent: 4, missedTicks: 0 });
  });

  it("leave one audit entry and one log entry each, in the name of who asked", async () => {
    const { id } = await driveJob();
    await pause(id);
    await resume(id);
    const [resumed, paused] = await auditOf(id);
    expect(paused).toMatchObject({ action: "job.pause", actor: ADMIN, before: { status: "running" } });
    expect(resumed).toMatchObject({ action: "job.resume", actor: ADMIN, before: { status: "paused" } });
    expect(await actionsOf(id)).toEqual(["job.create", "job.pause", "job.resume"]);
    const log = await transitionsOf(id);
    expect(log.map(({ status }) => status)).toEqual(["running", "paused", "running"]);
    expect(log.slice(1)).toMatchObject([
      { message: "Paused by Ada Admin", actor: BY_ADMIN },
      { message: "Resumed by Ada Admin", actor: BY_ADMIN },
    ]);
  });

  it("are refused where the status does not allow them, and change nothing", async () => {
    const { id } = await driveJob();
    const refused = await resume(id);
    expect(refused).toMatchObject({ status: 409, error: { data: { reason: "ILLEGAL_TRANSITION" } } });
    expect(refused.error.message).toBe("A job that is running cannot be resumed. Only a paused job can be resumed.");
    await pause(id);
    expect(reasonOf(await pause(id))).toBe("ILLEGAL_TRANSITION");
    const { data: scheduled } = await mutate<Job>("jobs.create", {
      ...{ kind: "probe", target: { host: "203.0.113.47" }, method: "simulated", cadenceMs: 1_000, durationMs: 60_000 },
      ...{ vantage: { kind: "simulator", scenario: "healthy" }, runAt: Date.UTC(2100, 0, 1) },
    });
    expect(reasonOf(await pause(scheduled.id))).toBe("ILLEGAL_TRANSITION");
    expect(await actionsOf(id)).toEqual(["job.create", "job.pause"]);
    expect(await transitionsOf(id)).toHaveLength(2);
  });

  it("let exactly one of ten at once through", async () => {
    const { id } = await driveJob();
    const answers = await atOnce(10, () => pause(id));
    expect(succeeded(answers)).toHaveLength(1);
    expect(new Set(answers.map(reasonOf))).toEqual(new Set([undefined, "ILLEGAL_TRANSITION"]));
    expect(await actionsOf(id)).toEqual(["job.create", "job.pause"]);
    expect(await transitionsOf(id)).toHaveLength(2);
  });
});

describe("cancelling", () => {
  it.each(["running", "paused"] as const)("ends a %s job for good, with its reason", async (status: JobStatus) => {
    const job = await driveJob();
    if (status === "paused") await pause(job.id);
    job.now += 12_345;
    const { data } = await cancel(job.id, "  The line is fixed. ");
    const reason = "The line is fixed.";
    const ended = { status: "cancelled", statusReason: reason, cancelledAt: job.now, endedAt: job.now };
    expect(data).toMatchObject(ended);
    expect(await listed(job.id)).toEqual(["cancelled"]);
    const [entry] = await auditOf(job.id);
    expect(entry).toMatchObject({ action: "job.cancel", actor: ADMIN, before: { status }, reason, at: job.now });
    expect((await transitionsOf(job.id)).at(-1)).toMatchObject({
      ...{ status: "cancelled", level: "warn", actor: BY_ADMIN },
      message: `Cancelled by Ada Admin: ${reason}`,
    });
    for (const again of [await cancel(job.id), await pause(job.id), await resume(job.id)]) {
      expect(again).toMatchObject({ status: 409, error: { data: { reason: "JOB_ENDED" } } });
      expect(again.error.message).toContain("it is cancelled");
    }
    expect((await query<Job>("jobs.get", { id: job.id })).data).toMatchObject(ended);
  });

  it("works before a job's time has come", async () => {
    const job = await driveJob({ runAt: Date.UTC(2041, 0, 1) });
    expect((await cancel(job.id)).data).toMatchObject({ status: "cancelled", statusReason: null, startedAt: null });
  });

  it("lets exactly one of twenty at once through", async () => {
    const { id } = await driveJob();
    const answers = await atOnce(20, () => cancel(id));
    expect(succeeded(answers)).toHaveLength(1);
    expect(answers.filter((answer) => reasonOf(answer) === "JOB_ENDED")).toHaveLength(19);
    expect(await actionsOf(id)).toEqual(["job.create", "job.cancel"]);
    expect(await transitionsOf(id)).toHaveLength(2);
  });
});
