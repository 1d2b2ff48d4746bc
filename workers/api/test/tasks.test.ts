import { env } from "cloudflare:workers";
import type { Assignment, Device } from "@fieldline/domain/device";
import type { Job, LogEntry } from "@fieldline/domain/job";
import { beforeAll, describe, expect, it } from "vitest";
import { callsOf, mutate, query } from "../../test/call.ts";
import { type Enrolled, enrollDevice } from "../../test/device.ts";
import { addPerson } from "../../test/identities.ts";
import { setLimits } from "../../test/limits.ts";

let made = 0;
const newType = () => `sync.t${made++}`;
const agent = (type: string) => enrollDevice({ capabilities: { kinds: ["task"], types: [type] } });
const aTask = async (input: object): Promise<Job> =>
  (await mutate<Job>("jobs.create", { kind: "task", ...input })).data as Job;
const get = async (id: string) => (await query<Job>("jobs.get", { id })).data;

async function next({ accessToken }: Enrolled, max = 1): Promise<Assignment[]> {
  const { data } = await callsOf(accessToken).mutate<{ assignments: Assignment[] }>("device.next", { max });
  return data?.assignments ?? [];
}

beforeAll(() => setLimits({ jobsPerUserPerDay: 1_000 }));

describe("a task in a queue", () => {
  it("goes to the agent that asks first, and is told done by it", async () => {
    const type = newType();
    const [one, two] = [await agent(type), await agent(type)];
    const job = await aTask({ type, input: { source: "prices" }, acceptanceCriteria: "Every feed is stored." });
    expect(job).toMatchObject({ status: "queued", queue: "standard", priority: 5, assigneeId: null });
    expect(await next(one)).toMatchObject([
      { jobId: job.id, kind: "task", type, input: { source: "prices" }, attempt: 1, leaseMs: 30_000 },
    ]);
    expect(await next(two)).toEqual([]);
    expect(await get(job.id)).toMatchObject({ status: "running", assigneeId: one.deviceId });
    const report = { jobId: job.id, attempt: 1, seq: 1, status: "completed", result: { stored: 3 } };
    await callsOf(one.accessToken).mutate("device.report", report);
    expect(await get(job.id)).toMatchObject({ status: "completed", result: { stored: 3 } });
  });

  it("is given again to the agent that asks again, and to nobody else", async () => {
    const type = newType();
    const one = await agent(type);
    const { id } = await aTask({ type });
    const [first] = await next(one);
    expect(await next(one, 5)).toMatchObject([{ jobId: id, attempt: first?.attempt }]);
  });

  it("takes the urgency of its queue where nobody says another", async () => {
    expect(await aTask({ type: newType(), queue: "high" })).toMatchObject({ queue: "high", priority: 3 });
    expect(await aTask({ type: newType(), queue: "high", priority: 9 })).toMatchObject({ priority: 9 });
  });

  it("is taken by the most urgent first, and by turns where they are alike", async () => {
    const type = newType();
    const one = await agent(type);
    const ids: string[] = [];
    for (const priority of [5, 5, 1]) ids.push((await aTask({ type, priority })).id);
    const taken: (string | undefined)[] = [];
    for (let round = 0; round < 3; round++) {
      const [given] = await next(one);
      taken.push(given?.jobId);
      const told = { jobId: given?.jobId, attempt: 1, seq: 1, status: "completed" };
      await callsOf(one.accessToken).mutate("device.report", told);
    }
    expect(taken).toEqual([ids[2], ids[0], ids[1]]);
  });

  it("is not for an agent without its handler, nor for a device that takes no tasks", async () => {
    const { id } = await aTask({ type: newType() });
    const other = await agent(newType());
    const modem = await enrollDevice({ capabilities: { kinds: ["probe", "command"] } });
    expect([await next(other), await next(modem)]).toEqual([[], []]);
    const asked = await callsOf(modem.accessToken).mutate("device.next", { kinds: ["task"] });
    expect(asked.data).toEqual({ assignments: [] });
    expect(await get(id)).toMatchObject({ status: "queued" });
  });

  it("keeps what its agent says of it, request and response of each call included", async () => {
    const type = newType();
    const one = await agent(type);
    const { id } = await aTask({ type });
    await next(one);
    const payload = { request: { url: "/prices" }, response: { status: 200 } };
    const told = { jobId: id, attempt: 1, seq: 1, progress: 40, message: "2 of 5 feeds", payload };
    await callsOf(one.accessToken).mutate("device.report", told);
    expect(await get(id)).toMatchObject({ progress: 40, progressMessage: "2 of 5 feeds" });
    const { data } = await query<{ items: LogEntry[] }>("jobs.log", { id });
    expect(data?.items).toContainEqual(expect.objectContaining({ kind: "payload", ...payload }));
  });
});

describe("an agent that has other handlers than before", () => {
  it("tells so with its secret, and is given such tasks from then on", async () => {
    const [before, after] = [newType(), newType()];
    const one = await agent(before);
    const { id } = await aTask({ type: after });
    expect(await next(one)).toEqual([]);
    const { deviceId, secret } = one;
    expect((await mutate("device.refresh", { deviceId, secret: "not this one", types: [after] })).status).toBe(401);
    expect((await mutate("device.refresh", { deviceId, secret, types: [before, after] })).status).toBe(200);
    expect(await next(one)).toMatchObject([{ jobId: id }]);
    const { data } = await query<Device>("devices.get", { id: deviceId });
    expect(data?.capabilities).toEqual({ kinds: ["task"], types: [before, after] });
    const audit = await query<{ items: object[] }>("audit.list", { entityId: deviceId, action: "device.update" });
    expect(audit.data?.items).toMatchObject([{ actor: { kind: "device", id: deviceId } }]);
    await mutate("device.refresh", { deviceId, secret, types: [after, before] });
    expect((await query<{ items: object[] }>("audit.list", { entityId: deviceId })).data?.items).toHaveLength(2);
  });
});

describe("what is refused, with its place", () => {
  it.each([
    [{ kind: "task" }, "type", "INVALID_INPUT"],
    [{ kind: "task", type: "no spaces please" }, "type", "INVALID_INPUT"],
    [{ kind: "task", type: "t", queue: "nowhere" }, "queue", "QUEUE_NOT_FOUND"],
    [{ kind: "task", type: "t", assigneeId: crypto.randomUUID() }, "assigneeId", "DEVICE_NOT_FOUND"],
    [{ kind: "task", type: "t", dependsOn: [crypto.randomUUID()] }, "dependsOn.0", "JOB_NOT_FOUND"],
    [{ kind: "task", type: "t", leaseMs: 1 }, "leaseMs", "INVALID_INPUT"],
    [{ kind: "task", type: "t", input: "x".repeat(70_000) }, "input", "INVALID_INPUT"],
  ])("%#", async (input, path, reason) => {
    const { error } = await mutate("jobs.create", input);
    expect(error?.data).toMatchObject({ reason });
    expect(JSON.stringify(error?.data)).toContain(`"${path}"`);
  });
});

describe("a person", () => {
  it("gives a running task to another agent, which fences the first", async () => {
    const type = newType();
    const [one, two] = [await agent(type), await agent(type)];
    const { id } = await aTask({ type });
    await next(one);
    const reason = "the first one is slow";
    const given = await mutate<Job>("jobs.reassign", { id, deviceId: two.deviceId, reason });
    expect(given).toMatchObject({
      data: { status: "assigned", attempt: 2, assigneeId: two.deviceId, queue: null },
    });
    const stale = await callsOf(one.accessToken).mutate("device.report", {
      jobId: id,
      attempt: 1,
      seq: 1,
      progress: 9,
    });
    expect(stale.error?.data.reason).toBe("STALE_ATTEMPT");
    expect(await next(two)).toMatchObject([{ jobId: id, attempt: 2 }]);
    const { results } = await env.DB.prepare("SELECT holder_id FROM jobs WHERE id = ?").bind(id).all();
    expect(results).toEqual([{ holder_id: null }]);
  });

  it("completes by hand, runs again and changes the priority, as an administrator", async () => {
    const { id } = await aTask({ type: newType() });
    expect((await mutate<Job>("jobs.setPriority", { id, priority: 1 })).data).toMatchObject({ priority: 1 });
    const done = await mutate<Job>("jobs.forceComplete", { id, reason: "done by phone", result: { by: "phone" } });
    expect(done.data).toMatchObject({ status: "completed", result: { by: "phone" } });
    const again = await mutate<Job>("jobs.resubmit", { id, reason: "it did not hold" });
    expect(again.data).toMatchObject({ status: "queued", attempt: 2, result: null });
  });

  it("of less standing may not", async () => {
    const tech = await addPerson("tech");
    const calls = callsOf(tech.token);
    const { data } = await calls.mutate<Job>("jobs.create", { kind: "task", type: newType() });
    const id = data?.id;
    for (const [path, input] of [
      ["jobs.setPriority", { id, priority: 1 }],
      ["jobs.forceComplete", { id, reason: "done" }],
      ["jobs.resubmit", { id, reason: "again" }],
      ["jobs.reassign", { id, queue: "batch", reason: "later" }],
    ] as const)
      expect((await calls.mutate(path, input)).error?.data.reason).toBe("FORBIDDEN");
    expect((await calls.mutate<Job>("jobs.cancel", { id })).data).toMatchObject({ status: "cancelled" });
  });

  it("is told where the queue of what is to run again is gone", async () => {
    const queue = `passing-${made}`;
    await mutate("queues.create", { name: queue, maxConcurrency: 1 });
    const { id } = await aTask({ type: newType(), queue });
    await mutate("jobs.cancel", { id });
    expect((await mutate("queues.delete", { name: queue })).status).toBe(200);
    const again = await mutate("jobs.resubmit", { id, reason: "once more" });
    expect(again.error?.data.reason).toBe("QUEUE_NOT_FOUND");
    expect(again.error?.message).toMatch(/was deleted\. Make a queue of that name, or create the task anew/);
  });

  it("says why, in words", async () => {
    const { id } = await aTask({ type: newType() });
    const { error } = await mutate("jobs.forceComplete", { id, reason: " " });
    expect(error?.data).toMatchObject({ reason: "INVALID_INPUT" });
    const both = await mutate("jobs.reassign", { id, reason: "so", queue: "batch", deviceId: crypto.randomUUID() });
    expect(both.error?.message).toContain("either the device");
  });
});
