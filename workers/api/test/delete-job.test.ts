import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Job } from "@fieldline/domain/job";
import { expect, it } from "vitest";
import { type DrivenJob, driveJob } from "../../jobs/test/driven-job.ts";
import { mutate, query } from "../../test/call.ts";
import { ADMIN } from "../../test/identities.ts";

const remove = (id: string) => mutate<Job>("jobs.delete", { id });
const found = async (search: string) =>
  (await query<{ items: Job[] }>("jobs.list", { search })).data.items.map(({ id }) => id);

async function endedJob(host: string): Promise<DrivenJob> {
  const job = await driveJob({ target: { host } });
  await job.tick(3);
  await mutate("jobs.cancel", { id: job.id });
  return job;
}

it("gives the job as it was, removes its row, samples, log and what a search finds, and leaves the audit", async () => {
  const job = await endedJob("gone.example.net");
  const kept = await endedJob("gone-not.example.net");
  const { id } = job;
  expect(await found("gone.example")).toEqual([id]);
  expect(await remove(id)).toMatchObject({ status: 200, data: { id, status: "cancelled", attempt: 1 } });

  expect(await found("gone.example")).toEqual([]);
  expect(await found(id)).toEqual([]);
  expect(await found("gone-not.example")).toEqual([kept.id]);
  for (const procedure of ["jobs.get", "jobs.samples", "jobs.log", "jobs.summary", "jobs.series"])
    expect((await query(procedure, { id })).error.data.reason).toBe("JOB_NOT_FOUND");
  expect((await remove(id)).error.data.reason).toBe("JOB_NOT_FOUND");
  const audit = await query<{ items: { action: string; actor: object; before: unknown }[] }>("audit.list", {
    entityType: "job",
    entityId: id,
  });
  expect(audit.data.items.map(({ action }) => action)).toEqual(["job.delete", "job.cancel", "job.create"]);
  expect(audit.data.items[0]).toMatchObject({ actor: { id: ADMIN.id }, before: { status: "cancelled" } });
});

it("leaves nothing in the object's storage, and no index entry of the search", async () => {
  const { id, stub } = await endedJob("empty.example.net");
  const indexed = () =>
    env.DB.prepare("SELECT count(*) AS n FROM jobs_search WHERE jobs_search MATCH '\"empty.example\"'").first("n");
  expect(await indexed()).toBe(1);
  await remove(id);
  expect(await indexed()).toBe(0);
  const left = await runInDurableObject(stub, async (_object, { storage }) => ({
    alarm: await storage.getAlarm(),
    tables: storage.sql.exec("SELECT name FROM sqlite_master WHERE name IN ('samples', 'log', 'head')").toArray(),
  }));
  expect(left).toEqual({ alarm: null, tables: [] });
});

it("is refused while the job has not ended", async () => {
  const { id } = await driveJob();
  for (const change of [undefined, "jobs.pause"]) {
    if (change) await mutate(change, { id });
    const { status, error } = await remove(id);
    expect({ status, reason: error.data.reason }).toEqual({ status: 409, reason: "JOB_NOT_ENDED" });
    expect(error.message).toContain("Cancel it first");
  }
  expect((await query<Job>("jobs.get", { id })).data.status).toBe("paused");
});

it("does the same once when asked five times at once", async () => {
  const { id } = await endedJob("five.example.net");
  const answers = await Promise.all(Array.from({ length: 5 }, () => remove(id)));
  const reasons = answers.map(({ status, error }) => (status === 200 ? "done" : error.data.reason));
  expect(reasons).toContain("done");
  expect(reasons.filter((reason) => reason !== "done" && reason !== "JOB_NOT_FOUND")).toEqual([]);
  const { data } = await query<{ items: { action: string }[] }>("audit.list", { entityId: id });
  expect(data.items.filter(({ action }) => action === "job.delete")).toHaveLength(1);
});
