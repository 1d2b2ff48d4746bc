import { expect, it } from "vitest";
import { begin, DOCUMENT, enroll, NOBODY, SIMULATED, SOON, type World } from "./world.ts";

const HOUR_MS = 3_600_000;

/** Jobs as people have them made, listed, changed and ended. */
export function jobs(world: () => World): void {
  it("makes a probe of all that its creation may say, once for an idempotency key", async () => {
    const { admin, adminId, tech } = world();
    const target = {
      ...{ host: "modem.example.net", port: 443, path: "/up" },
      ...{ accountNumber: "A-1", mac: "00:11:22:33:44:55", ip: "192.0.2.1" },
    };
    const said = { name: "Line of A-1", priority: 3, queue: "standard", notes: "complains", idempotencyKey: "probe 1" };
    const vantage = { kind: "simulator", scenario: "intermittent", seed: 7 };
    const measured = { target, vantage, packets: 2, timeoutMs: 700 };
    const asked = { ...SIMULATED, ...said, ...measured, alertRuleIds: [] };
    const [made, ...again] = await Promise.all([1, 2, 3].map(() => admin.call("jobs.create", asked)));
    expect(made).toMatchObject({ ...said, kind: "probe", type: "simulated", status: "running", requesterId: adminId });
    expect(made?.spec).toMatchObject({ ...measured, method: "simulated", cadenceMs: 1_000, durationMs: 10_000 });
    expect(again.map(({ id }) => id)).toEqual([made?.id, made?.id]);
    expect((await tech.call("jobs.create", asked)).id).not.toBe(made?.id);
    const wrong = { ...asked, idempotencyKey: 5, cadenceMs: "1 s", target: { ...target, mac: "00:11" } };
    expect(await admin.reasonOf("jobs.create", wrong)).toEqual([
      ...[400, "INVALID_INPUT"],
      ...["cadenceMs", "idempotencyKey", "target.mac"],
    ]);
    expect(await admin.reasonOf("jobs.create", { kind: "magic" })).toEqual([400, "INVALID_INPUT", "kind"]);
  });

  it("starts a job at its time, and after the ones that it waits for", async () => {
    const { admin } = world();
    const runAt = Date.now() + HOUR_MS;
    const later = await admin.call("jobs.create", { ...SIMULATED, runAt });
    expect(later).toMatchObject({ status: "scheduled", runAt, startedAt: null });
    const waiting = await admin.call("jobs.create", {
      ...{ ...SIMULATED, dependsOn: [later.id], onDependencyFailure: "cancel" },
    });
    expect(waiting).toMatchObject({ status: "blocked", dependsOn: [later.id], onDependencyFailure: "cancel" });
    expect(await admin.call("jobs.cancel", { id: later.id })).toMatchObject({ status: "cancelled", startedAt: null });
    const told = async () => (await admin.call("jobs.get", { id: waiting.id })).status;
    await expect.poll(told, SOON).toBe("cancelled");
    const missing = await admin.reasonOf("jobs.create", { ...SIMULATED, dependsOn: [NOBODY] });
    expect(missing).toEqual([404, "JOB_NOT_FOUND", "dependsOn.0"]);
  });

  it("keeps every attempt of a command: tried again by itself, by hand, and moved", async () => {
    const { admin, operator } = world();
    const [device, other] = await Promise.all([enroll(admin), enroll(admin, "gw-2")]);
    const retry = { maxAttempts: 2, initialMs: HOUR_MS, factor: 3, maxMs: 2 * HOUR_MS };
    const held = await begin(admin, device, { retry });
    const { jobId: id } = held;
    await device.call("device.report", { ...held, seq: 1, status: "failed", exitCode: 2, message: "no space" });
    const waiting = await admin.call("jobs.get", { id });
    expect(waiting).toMatchObject({ status: "scheduled", attempt: 2, retry, endedAt: null });
    expect(waiting.runAt).toBeGreaterThanOrEqual(Date.now() + HOUR_MS - 60_000);
    const ended = await admin.call("jobs.cancel", { id });
    expect(ended.version).toBeGreaterThan(waiting.version);
    expect(await operator.reasonOf("jobs.resubmit", { id, reason: "again" })).toEqual([403, "FORBIDDEN"]);
    expect(await admin.reasonOf("jobs.resubmit", { id })).toEqual([400, "INVALID_INPUT", "reason"]);
    expect(await admin.call("jobs.resubmit", { id, reason: "again" })).toMatchObject({
      status: "assigned",
      attempt: 3,
    });
    expect(await admin.call("jobs.setPriority", { id, priority: 9 })).toMatchObject({ priority: 9 });
    const moved = await admin.call("jobs.reassign", { id, deviceId: other.id, reason: "nearer" });
    expect(moved).toMatchObject({ status: "assigned", assigneeId: other.id });
    expect((await device.call("device.next", {})).assignments).toEqual([]);
    expect((await other.call("device.next", {})).assignments).toMatchObject([{ jobId: id, attempt: moved.attempt }]);
    await other.call("device.report", {
      jobId: id,
      attempt: moved.attempt,
      seq: 1,
      status: "completed",
      result: "done",
    });
    const attempts = await admin.call("jobs.attempts", { id });
    expect(attempts[0]).toMatchObject({ attempt: 1, status: "failed", exitCode: 2, assigneeId: device.id });
    expect(attempts.at(-1)).toMatchObject({ attempt: moved.attempt, status: "completed", result: "done" });

    const twice = await begin(admin, device);
    await device.call("device.report", { ...twice, seq: 1, status: "failed" });
    const again = await operator.call("jobs.retry", { id: twice.jobId });
    expect(again).toMatchObject({ status: "assigned", attempt: 2, endedAt: null, error: null });
    await admin.call("jobs.cancel", { id: twice.jobId });
    expect(await admin.call("jobs.delete", { id: twice.jobId })).toMatchObject({ status: "cancelled", attempt: 2 });
    expect(await admin.reasonOf("jobs.get", { id: twice.jobId })).toEqual([404, "JOB_NOT_FOUND"]);
    const { items } = await admin.call("audit.list", { entityId: twice.jobId });
    expect(items.map(({ action }) => action)).toEqual(["job.delete", "job.cancel", "job.retry", "job.create"]);
  });

  it("gives a task to an agent of its type with all that it needs, and lets an administrator end one by hand", async () => {
    const { admin, operator } = world();
    const device = await enroll(admin);
    const work = { type: "sync", input: { source: ["prices"] }, leaseMs: 45_000 };
    const words = { description: "Fetch the prices", acceptanceCriteria: "All are stored" };
    const made = await admin.call("jobs.create", { kind: "task", ...work, ...words, assigneeId: device.id });
    expect(made).toMatchObject({ kind: "task", type: "sync", status: "assigned", assigneeId: device.id });
    expect(made.spec).toMatchObject({ ...words, input: work.input });
    expect((await device.call("device.next", { types: ["another"] })).assignments).toEqual([]);
    const { assignments } = await device.call("device.next", { types: ["sync"] });
    expect(assignments).toMatchObject([
      { jobId: made.id, kind: "task", type: "sync", input: work.input, leaseMs: 45_000 },
    ]);
    await device.call("device.report", { jobId: made.id, attempt: 1, seq: 1, status: "completed", result: [1] });
    expect(await admin.call("jobs.get", { id: made.id })).toMatchObject({ status: "completed", result: [1] });

    const { id } = await operator.call("jobs.create", { kind: "task", type: "sync", assigneeId: device.id });
    const forced = { id, reason: "seen to by hand", result: { by: "hand" } };
    expect(await operator.reasonOf("jobs.forceComplete", forced)).toEqual([403, "FORBIDDEN"]);
    expect(await admin.call("jobs.forceComplete", forced)).toMatchObject({
      status: "completed",
      result: { by: "hand" },
    });
    expect(await admin.reasonOf("jobs.forceComplete", { ...forced, reason: "" })).toEqual([
      400,
      "INVALID_INPUT",
      "reason",
    ]);
  });

  it("lists by every filter, page by page, and counts", async () => {
    const { admin, adminId } = world();
    const device = await enroll(admin);
    for (const status of ["completed", "rejected", "rejected"])
      await device.call("device.report", { ...(await begin(admin, device)), seq: 1, status });
    // What a device tells is taken before the list shows it.
    const found = async (filters: object) => (await admin.call("jobs.list", filters)).items;
    const onDevice = () => found({ deviceId: device.id, from: 0, to: Date.now() + 1 });
    const statuses = async () => (await onDevice()).map(({ status }) => status);
    await expect.poll(statuses, SOON).toEqual(["rejected", "rejected", "completed"]);
    const ofCommands = { kind: ["command"], status: ["cancelled", "completed", "rejected"], requesterId: adminId };
    const whole = await admin.call("jobs.list", { ...ofCommands, limit: 100 });
    expect(whole.items.length).toBeGreaterThan(2);
    const paged: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await admin.call("jobs.list", { ...ofCommands, limit: 2, ...(cursor && { cursor }) });
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(whole.items.map(({ id }) => id));
    const [made] = await found({ search: "A-1", queue: "standard", kind: ["probe"], sort: "createdAt" });
    expect(made).toMatchObject({ name: "Line of A-1", idempotencyKey: "probe 1" });
    expect(await found({ templateId: NOBODY })).toEqual([]);
    expect(await found({ rolloutId: NOBODY })).toEqual([]);
    expect(await found({ deviceId: device.id, to: 1_600_000_000_000 })).toEqual([]);
    expect(await admin.reasonOf("jobs.list", { limit: 101, kind: ["magic"] })).toEqual([
      ...[400, "INVALID_INPUT"],
      ...["kind.0", "limit"],
    ]);
    const stats = await admin.call("jobs.stats");
    expect(stats.completedToday).toBeGreaterThan(0);
    expect(stats.limits).toMatchObject({ jobsPerUserPerDay: 1_000, runningJobs: 100 });
  });

  it("acts on many by ids and by a filter whose count holds, and tells of each that failed", async () => {
    const { admin } = world();
    await admin.call("queues.create", { name: "many", maxConcurrency: 1, paused: true });
    const task = { kind: "task", type: "sync", queue: "many" };
    const made = await Promise.all([1, 2, 3, 4].map(() => admin.call("jobs.create", task)));
    const over = async (bulkId: string) => {
      const read = () => admin.call("jobs.bulkStatus", { bulkId });
      await expect.poll(async () => (await read()).state, SOON).toBe("completed");
      return read();
    };
    const ids = [made[0]?.id, NOBODY];
    const some = await admin.call("jobs.bulk", { ids, action: "cancel", reason: "too many" });
    expect(some.count).toBe(2);
    expect(await over(some.bulkId)).toMatchObject({ total: 2, done: 2, failed: [{ id: NOBODY }] });
    const byFilter = { filter: { queue: "many", status: ["queued"] }, action: "cancel", reason: "all of them" };
    const changed = await admin.refused("jobs.bulk", { ...byFilter, expectedCount: 4 });
    expect(changed).toMatchObject({ httpStatus: 409, reason: "COUNT_CHANGED", details: { count: 3 } });
    const all = await admin.call("jobs.bulk", { ...byFilter, expectedCount: 3 });
    expect(await over(all.bulkId)).toMatchObject({ total: 3, done: 3, failed: [] });
    await admin.call("jobs.bulkAbort", { bulkId: all.bulkId });
    for (const { id } of made)
      expect((await admin.call("jobs.get", { id })).statusReason).toMatch(/too many|all of them/);
    expect(await admin.reasonOf("jobs.bulkStatus", { bulkId: NOBODY })).toEqual([404, "BULK_NOT_FOUND"]);
    expect(await admin.reasonOf("jobs.bulk", { ids, action: "magic" })).toEqual([400, "INVALID_INPUT", "action"]);
  });

  it("shares what a probe measured with whoever has the link", async () => {
    const { admin, adminId } = world();
    const { items } = await admin.call("jobs.list", { requesterId: adminId, search: "A-1", kind: ["probe"] });
    const { url } = await admin.call("jobs.share", { id: items[0]?.id, expiresInMs: HOUR_MS });
    const page = await fetch(url);
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(await page.text()).toMatch(/<html/);
  });

  it("refuses what is over the limits, and says which and how many", async () => {
    const { admin, tech } = world();
    const limit = (jobsPerUserPerDay: number, runningJobs: number) =>
      admin.call("config.set", { key: "limits", value: { jobsPerUserPerDay, runningJobs } });
    await limit(1, 100);
    const daily = await tech.refused("jobs.create", SIMULATED);
    expect(daily).toMatchObject({ httpStatus: 429, reason: "LIMIT_JOBS_PER_DAY" });
    expect(daily.message).toMatch(/\b1 of 1\b.*UTC/);
    await limit(1_000, 0);
    const running = await tech.refused("jobs.create", SIMULATED);
    expect(running).toMatchObject({ httpStatus: 429, reason: "LIMIT_RUNNING_JOBS" });
    await limit(1_000, 100);
    const command = { kind: "command", deviceId: (await enroll(admin)).id, document: DOCUMENT };
    expect(await tech.reasonOf("jobs.create", command)).toEqual([403, "FORBIDDEN"]);
  });
}
