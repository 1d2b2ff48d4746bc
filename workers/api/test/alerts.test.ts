import type { Alert } from "@fieldline/domain/job";
import { expect, it } from "vitest";
import { driveJob } from "../../jobs/test/driven-job.ts";
import { mutate, query } from "../../test/call.ts";

const OFFLINE = { vantage: { kind: "simulator", scenario: "offline", seed: 1 } } as const;
const list = async (input?: object) => (await query<{ items: Alert[] }>("alerts.list", input)).data.items;

async function offlineJob(name: string): Promise<string> {
  const job = await driveJob({ ...OFFLINE, name });
  await job.tick(5);
  await expect.poll(async () => (await list()).some(({ jobId }) => jobId === job.id)).toBe(true);
  return job.id;
}

it("an alert is listed while it holds, and stays listed as cleared when its job ends", async () => {
  const id = await offlineJob("Dead line");
  const [open] = await list({ open: true });
  expect(open).toMatchObject({ jobId: id, jobName: "Dead line", state: "offline", clearedAt: null });
  expect(open?.reason).toMatch(/\S.*\.$/);
  expect(Object.keys(open ?? {}).sort()).toEqual(
    ["id", "jobId", "jobName", "requesterId", "state", "reason", "raisedAt", "clearedAt"].sort(),
  );
  await mutate("jobs.cancel", { id });
  expect(await list({ open: true })).toEqual([]);
  const [cleared] = await list();
  expect(cleared).toMatchObject({ id: open?.id, raisedAt: open?.raisedAt });
  expect(cleared?.clearedAt).toBeGreaterThanOrEqual(cleared?.raisedAt ?? Number.POSITIVE_INFINITY);
});

it("lists as many as were asked for, the newest first", async () => {
  for (const name of ["One", "Two", "Three"]) await offlineJob(name);
  const all = await list({ limit: 100 });
  expect(all.length).toBeGreaterThanOrEqual(3);
  expect(all.map(({ raisedAt }) => raisedAt)).toEqual(all.map(({ raisedAt }) => raisedAt).sort((a, b) => b - a));
  expect(await list({ limit: 2 })).toEqual(all.slice(0, 2));
});
