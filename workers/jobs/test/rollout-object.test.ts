import { abortAllDurableObjects, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { unwrap } from "@fieldline/domain/errors";
import type { RolloutWorld } from "@fieldline/worker-jobs/rollout-world";
import { describe, expect, it, vi } from "vitest";
import { addDevices, BY, type DrivenRollout, driveRollout, START_AT } from "./driven-rollout.ts";

const RULE = { on: "failed", thresholdPercent: 20, minExecuted: 10 } as const;
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value));

async function becomeAll(rollout: DrivenRollout, devices: string[], status: "completed" | "failed" | "running") {
  for (const device of devices) await rollout.become(device, status);
}

describe("a rollout", () => {
  it("gives each device one job with the document, and is complete when all are through", async () => {
    const devices = await addDevices(5);
    const rollout = await driveRollout(devices);
    expect(await rollout.describe()).toMatchObject({ status: "running", counts: { waiting: 0 } });
    await rollout.advance();
    expect(rollout.jobs.offered).toEqual(devices);
    const rows = await rollout.rows();
    expect(rows.map(({ device_id }) => device_id).sort()).toEqual(devices);
    expect(JSON.parse(rows[0]?.spec ?? "")).toMatchObject({
      deviceId: rows[0]?.device_id,
      deviceName: `Modem ${rows[0]?.device_id}`,
      template: { slug: "health-check", version: 2 },
    });
    await becomeAll(rollout, devices, "running");
    expect((await rollout.describe()).counts).toMatchObject({ running: 5, notified: 0 });
    await becomeAll(rollout, devices, "completed");
    await rollout.advance();
    const described = await rollout.describe();
    expect(described).toMatchObject({ status: "completed", counts: { completed: 5 }, endedAt: START_AT });
    expect(described.timeline.at(-1)).toMatchObject({ notified: 5, succeeded: 5, failed: 0 });
    const { timeline: _timeline, failures: _failures, ...told } = described;
    expect(await rollout.row()).toMatchObject({ status: "completed", version: described.version, body: told });
    expect(await rollout.alarmAt()).toBeNull();
  });

  it("tells devices at its pace, the first at once, and faster as they succeed", async () => {
    const devices = await addDevices(30);
    const rate = { baseRatePerMinute: 60, incrementFactor: 2, after: { succeeded: 5 } };
    const rollout = await driveRollout(devices, { rate });
    await rollout.advance();
    expect(rollout.jobs.offered).toHaveLength(1);
    await rollout.advance(9_000);
    expect(rollout.jobs.offered).toHaveLength(10);
    await becomeAll(rollout, devices.slice(0, 5), "completed");
    expect((await rollout.describe()).ratePerMinute).toBe(120);
    await rollout.advance(5_000);
    expect(rollout.jobs.offered).toEqual(devices.slice(0, 20));
    await rollout.evict();
    await rollout.advance(1_000);
    expect(rollout.jobs.offered).toHaveLength(22);
  });

  it("writes its row twice a second at most, and at once when its status changes", async () => {
    const devices = await addDevices(40);
    const written: { at: number; status: string }[] = [];
    const rollout = await driveRollout(devices);
    await rollout.change({
      project: async (projection) => {
        written.push({ at: rollout.now, status: projection.rollout.status });
        await rollout.realWorld.project(projection);
      },
    });
    await rollout.advance();
    for (const device of devices) {
      await rollout.become(device, "completed");
      await rollout.advance(25);
    }
    expect(written.length).toBeLessThanOrEqual(5);
    expect(written.at(-1)).toEqual({ at: START_AT + 39 * 25, status: "completed" });
  });

  it("passes over devices that were revoked meanwhile or take no commands, and says why", async () => {
    const [told = "", revoked = ""] = await addDevices(2);
    const [prober = ""] = await addDevices(1, { kinds: ["probe"] });
    const rollout = await driveRollout([told, revoked, prober], { rate: { maxPerMinute: 60 } });
    await rollout.advance();
    await env.DB.prepare("UPDATE devices SET revoked_at = 1 WHERE id = ?").bind(revoked).run();
    await rollout.advance(5_000);
    expect(rollout.jobs.offered).toEqual([told]);
    expect(await rollout.executions({ state: "cancelled" })).toMatchObject([
      { deviceId: revoked, jobId: null, message: "The device was revoked before its turn came" },
      { deviceId: prober, jobId: null, message: "The device takes no commands" },
    ]);
    await rollout.become(told, "completed");
    expect((await rollout.describe()).status).toBe("completed");
  });

  it("says what went wrong, the most frequent first, and where", async () => {
    const devices = await addDevices(9);
    const rollout = await driveRollout(devices);
    await rollout.advance();
    await becomeAll(rollout, devices.slice(0, 7), "failed");
    await rollout.become(devices[7] ?? "", "rejected");
    const { failures } = await rollout.describe();
    expect(failures).toEqual([
      { code: "EXIT_CODE", message: "Step 1 ended with 1", count: 7, deviceIds: devices.slice(0, 5) },
      { code: "", message: "Refused by the device", count: 1, deviceIds: [devices[7]] },
    ]);
  });

  it("pages through its devices, by state and by name", async () => {
    const devices = await addDevices(7);
    const rollout = await driveRollout(devices);
    await rollout.advance();
    await becomeAll(rollout, devices.slice(2, 5), "failed");
    const first = unwrap(plain(await rollout.stub.executions({ state: "failed", limit: 2 })));
    const second = unwrap(
      plain(await rollout.stub.executions({ state: "failed", limit: 2, cursor: first.nextCursor })),
    );
    expect([...first.items, ...second.items].map(({ deviceId }) => deviceId)).toEqual(devices.slice(2, 5));
    expect(second.nextCursor).toBeNull();
    expect(await rollout.executions({ search: `MODEM ${devices[6]}` })).toMatchObject([{ deviceId: devices[6] }]);
    expect(await rollout.stub.executions({ limit: 2, cursor: "mine" })).toMatchObject({
      ok: false,
      code: "INVALID_INPUT",
    });
  });
});

describe("a rule", () => {
  it("stops the rollout at its threshold, and not one device later", async () => {
    const devices = await addDevices(60);
    const rollout = await driveRollout(devices, { abort: [RULE], rate: { maxPerMinute: 600 } });
    await rollout.advance(2_000);
    expect(rollout.jobs.offered).toHaveLength(21);
    await becomeAll(rollout, devices.slice(0, 8), "completed");
    await becomeAll(rollout, devices.slice(8, 9), "failed");
    await becomeAll(rollout, devices.slice(19, 20), "running");
    expect((await rollout.describe()).status).toBe("running");
    await rollout.become(devices[9] ?? "", "failed");
    expect(await rollout.describe()).toMatchObject({
      status: "aborted",
      statusReason: "Stopped by the rule “failed ≥ 20\u00a0% of at least 10”: 2 of 10 failed (20\u00a0%)",
      counts: { waiting: 0, cancelled: 39, notified: 10, running: 1 },
    });
    await rollout.advance(60_000);
    expect(rollout.jobs.offered).toHaveLength(21);
    expect((await rollout.describe()).counts).toMatchObject({ notified: 0, running: 1, cancelled: 49 });
    expect(await rollout.row()).toMatchObject({ status: "aborted" });
  });

  it("calls back devices that were chosen and not told yet", async () => {
    const devices = await addDevices(60);
    const rollout = await driveRollout(devices, { abort: [{ ...RULE, minExecuted: 1 }] });
    const { promise: stopped, resolve } = Promise.withResolvers<void>();
    await rollout.change({
      startJob: async (job) => {
        await rollout.jobs.world.startJob?.(job);
        // The first of them fails while eight are being told and the others wait for their turn.
        if (job.spec.deviceId !== devices[0]) return stopped;
        await rollout.become(devices[0] ?? "", "failed");
        resolve();
      },
    });
    await rollout.advance(10_000);
    expect(rollout.jobs.offered).toHaveLength(8);
    expect(await rollout.describe()).toMatchObject({ status: "aborted", counts: { cancelled: 59, failed: 1 } });
    // Of those that were never told there is no job left.
    const rows = await rollout.rows();
    expect(rows.map(({ id }) => id).sort()).toEqual([...rollout.jobs.jobs.keys()].sort());
  });
});

describe("cancelling", () => {
  it.each([
    { force: false, running: 2, cancelled: 8 },
    { force: true, running: 0, cancelled: 10 },
  ])("with force $force leaves $running running", async ({ force, running, cancelled }) => {
    const devices = await addDevices(10);
    const rollout = await driveRollout(devices, { rate: { maxPerMinute: 60 } });
    await rollout.advance(4_000);
    await becomeAll(rollout, devices.slice(0, 2), "running");
    const answer = unwrap(plain(await rollout.stub.cancel(BY, { force, reason: "Wrong file" })));
    expect(answer).toMatchObject({ status: "cancelled", statusReason: "Wrong file" });
    expect(await rollout.row()).toMatchObject({ status: "cancelled" });
    await rollout.evict();
    await rollout.advance(60_000);
    expect((await rollout.describe()).counts).toMatchObject({ running, cancelled, waiting: 0, notified: 0 });
    expect(rollout.jobs.offered).toHaveLength(5);
    const audit = env.DB.prepare("SELECT action, reason, request_id FROM audit WHERE entity_id = ? ORDER BY id DESC");
    expect((await audit.bind(rollout.id).all()).results[0]).toEqual({
      action: "rollout.cancel",
      reason: "Wrong file",
      request_id: "request-1",
    });
  });

  it("is refused once it is over, but with force for what still runs", async () => {
    const devices = await addDevices(2);
    const rollout = await driveRollout(devices);
    await rollout.advance();
    await becomeAll(rollout, devices, "running");
    unwrap(await rollout.stub.cancel(BY, { force: false, reason: null }));
    expect(await rollout.stub.cancel(BY, { force: false, reason: null })).toMatchObject({ code: "ROLLOUT_ENDED" });
    unwrap(await rollout.stub.cancel(BY, { force: true, reason: null }));
    await rollout.advance();
    expect(await rollout.describe()).toMatchObject({ status: "cancelled", counts: { cancelled: 2 } });
    expect(await rollout.stub.cancel(BY, { force: true, reason: null })).toMatchObject({ code: "ROLLOUT_ENDED" });
  });
});

describe("retrying the failed", () => {
  it("runs them again at the same pace, and only them", async () => {
    const devices = await addDevices(6);
    const rollout = await driveRollout(devices, { rate: { maxPerMinute: 60 } });
    await rollout.advance(10_000);
    await becomeAll(rollout, devices.slice(0, 3), "completed");
    await becomeAll(rollout, devices.slice(3, 5), "failed");
    await rollout.become(devices[5] ?? "", "timed_out");
    await rollout.advance();
    expect((await rollout.describe()).status).toBe("completed");
    expect(unwrap(await rollout.stub.retryFailed(BY))).toMatchObject({ status: "running", counts: { waiting: 3 } });
    await rollout.advance();
    expect(rollout.jobs.offered.slice(6)).toEqual([devices[3]]);
    await rollout.advance(2_000);
    expect(rollout.jobs.offered.slice(6)).toEqual(devices.slice(3));
    expect(await rollout.executions({ state: "notified" })).toMatchObject([
      { attempt: 2 },
      { attempt: 2 },
      { attempt: 2 },
    ]);
    await becomeAll(rollout, devices.slice(3), "completed");
    await rollout.advance();
    expect(await rollout.row()).toMatchObject({ status: "completed", body: { counts: { completed: 6, failed: 0 } } });
    expect(await rollout.rows()).toHaveLength(6);
    expect(await rollout.stub.retryFailed(BY)).toMatchObject({ code: "ILLEGAL_TRANSITION" });
  });

  it("does so once, though the answer was lost on the way", async () => {
    const [device = ""] = await addDevices(1);
    const rollout = await driveRollout([device]);
    await rollout.advance();
    await rollout.become(device, "failed");
    let isLost = true;
    await rollout.change({
      reportError() {},
      retryJob: async (...asked) => {
        const answer = await (rollout.jobs.world as RolloutWorld).retryJob(...asked);
        if (isLost) throw new Error("the answer was lost");
        return answer;
      },
    });
    unwrap(await rollout.stub.retryFailed(BY));
    await rollout.advance();
    isLost = false;
    await rollout.become(device, "failed");
    await rollout.evict();
    await rollout.advance(30_000);
    expect(rollout.jobs.offered).toEqual([device, device]);
    expect(await rollout.describe()).toMatchObject({ status: "completed", counts: { failed: 1 } });
  });

  it("leaves those failed that a rule stops before their turn", async () => {
    const devices = await addDevices(20);
    const rollout = await driveRollout(devices, { abort: [RULE], rate: { maxPerMinute: 600 } });
    await rollout.advance(10_000);
    await becomeAll(rollout, devices.slice(0, 10), "failed");
    await rollout.advance();
    expect((await rollout.describe()).counts).toMatchObject({ failed: 10, cancelled: 10 });
    unwrap(await rollout.stub.retryFailed(BY));
    await rollout.advance();
    unwrap(await rollout.stub.cancel(BY, { force: false, reason: null }));
    await rollout.advance(5_000);
    expect((await rollout.describe()).counts).toMatchObject({ failed: 9, cancelled: 11, waiting: 0 });
  });
});

it("takes in devices that join, until it is cancelled", async () => {
  const groupId = crypto.randomUUID();
  await env.DB.prepare(
    "INSERT INTO device_groups (id, name, kind, created_at, updated_at) VALUES (?1, ?1, 'static', 0, 0)",
  )
    .bind(groupId)
    .run();
  const join = async (id: string) =>
    env.DB.prepare("INSERT INTO device_group_members (group_id, device_id) VALUES (?, ?)").bind(groupId, id).run();
  const [late = "", first = "", never = ""] = await addDevices(3);
  await join(first);
  const rollout = await driveRollout([], { targets: { groupIds: [groupId] }, mode: "continuous" });
  await rollout.advance();
  await rollout.become(first, "completed");
  await rollout.advance(60_000);
  expect(await rollout.describe()).toMatchObject({ status: "running", counts: { completed: 1, waiting: 0 } });
  await join(late);
  await rollout.advance(15_000);
  expect(rollout.jobs.offered).toEqual([first, late]);
  unwrap(await rollout.stub.cancel(BY, { force: false, reason: null }));
  await join(never);
  await rollout.advance(60_000);
  expect(rollout.jobs.offered).toEqual([first, late]);
  expect(await rollout.alarmAt()).toBeNull();
});

describe("whatever crashes", () => {
  const AWAY = new Error("away");

  /** Every few calls one fails, before it does its work or after. */
  function faulty(rollout: DrivenRollout): Partial<RolloutWorld> {
    const real = { ...rollout.realWorld, ...rollout.jobs.world } as RolloutWorld;
    let calls = 0;
    const flaky =
      <Asked extends unknown[], Answer>(act: (...asked: Asked) => Promise<Answer>) =>
      async (...asked: Asked): Promise<Answer> => {
        const call = ++calls;
        if (call % 7 === 0) throw AWAY;
        const answer = await act(...asked);
        if (call % 5 === 0) throw AWAY;
        return answer;
      };
    return {
      reportError() {},
      targetDevices: flaky(real.targetDevices),
      insertJobs: flaky(real.insertJobs),
      startJob: flaky(real.startJob),
      project: flaky(real.project),
    };
  }

  it("each of 300 devices gets exactly one job", { timeout: 120_000 }, async () => {
    const devices = await addDevices(300);
    const rollout = await driveRollout(devices, { rate: { maxPerMinute: 3_000 } });
    await rollout.change(faulty(rollout));
    for (let turn = 0; rollout.jobs.offered.length < 300 && turn < 200; turn++) {
      if (turn % 3 === 0) await rollout.evict();
      if (turn % 5 === 0) {
        await abortAllDurableObjects();
        await rollout.revive();
      }
      await rollout.advance(700);
    }
    await rollout.advance(30_000);
    expect(rollout.jobs.offered.toSorted()).toEqual(devices);
    const rows = await rollout.rows();
    expect(rows.map(({ device_id }) => device_id).sort()).toEqual(devices);
    expect(rows.map(({ id }) => id).sort()).toEqual([...rollout.jobs.jobs.keys()].sort());
    for (const device of devices) await rollout.become(device, "completed");
    await rollout.advance(60_000);
    expect(await rollout.row()).toMatchObject({ status: "completed", body: { counts: { completed: 300 } } });
  });

  it("does nothing twice when its alarm or its start comes twice", async () => {
    const devices = await addDevices(20);
    const rollout = await driveRollout(devices);
    await rollout.stub.start(rollout.plan);
    await runInDurableObject(rollout.stub, (object) => Promise.all([object.alarm(), object.alarm()]));
    await rollout.advance();
    expect(rollout.jobs.offered).toEqual(devices);
    expect((await rollout.describe()).counts).toMatchObject({ notified: 20, waiting: 0 });
  });
});

it("works with the jobs' own objects", async () => {
  const devices = await addDevices(4);
  const rollout = await driveRollout(devices);
  const { startJob, describeJob, cancelJob, callJobBack, retryJob } = rollout.realWorld;
  await rollout.change({ startJob, describeJob, cancelJob, callJobBack, retryJob });
  await rollout.advance();
  expect((await rollout.rows()).map(({ status }) => status)).toEqual(Array(4).fill("assigned"));
  unwrap(await rollout.stub.cancel(BY, { force: false, reason: "Wrong file" }));
  await rollout.advance();
  await vi.waitFor(async () => expect((await rollout.describe()).counts).toMatchObject({ cancelled: 4, notified: 0 }));
  expect((await rollout.rows()).map(({ status }) => status)).toEqual(Array(4).fill("cancelled"));
});
