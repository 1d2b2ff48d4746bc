import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { type Assignment, HEARTBEAT_MS, OFFLINE_AFTER_MS, type WorkOffer } from "@fieldline/domain/device";
import type { ErrorReason, Result } from "@fieldline/domain/errors";
import type { DeviceObject } from "@fieldline/worker-jobs/device-object";
import { v7 as uuidv7 } from "uuid";
import { afterEach, describe, expect, it, vi } from "vitest";

/** Far enough ahead that no alarm fires by itself: a test drives them. */
const START_AT = Date.UTC(2040, 0, 1, 12);
const BY = { actor: { kind: "user", id: uuidv7(), name: "Ada Admin" } } as const;
const SECRET = "h".repeat(43);
type World = DeviceObject["world"];

const refusal = (code: ErrorReason) => ({ ok: false, code, message: code, details: {} }) as const;
const assignmentOf = (jobId: string, attempt: number) =>
  ({ jobId, attempt, version: 1, kind: "command", type: "command", name: jobId }) as Assignment;

/** One device whose clock stands still until the test moves it, and whose jobs the test plays. */
async function drive(changed: Partial<World> = {}) {
  const id = uuidv7();
  const begun: string[] = [];
  const told: { isOnline: boolean; seenAt: number | null; version: number }[] = [];
  const driven = {
    id,
    now: START_AT,
    begun,
    told,
    /** What the named job answers instead of an assignment. */
    refuses: new Map<string, ErrorReason>(),
    get stub() {
      return env.DEVICES.getByName(id);
    },
    change: async (world: Partial<World>) => {
      Object.assign(changed, world);
      await driven.revive();
    },
    revive: () =>
      runInDurableObject(driven.stub, (object: DeviceObject) => {
        Object.assign(object.world, world, changed);
      }),
    async evict() {
      await evictDurableObject(driven.stub);
      await driven.revive();
    },
    /** Moves the clock and runs the alarm that is armed, as the platform would. */
    async advance(ms: number) {
      driven.now += ms;
      await driven.revive();
      await runInDurableObject(driven.stub, async (object: DeviceObject, { storage }) => {
        const scheduledTime = await storage.getAlarm();
        if (scheduledTime === null || scheduledTime > driven.now) return;
        await storage.deleteAlarm();
        await object.alarm({ scheduledTime, isRetry: false, retryCount: 0 });
      });
    },
    alarmAt: () => runInDurableObject(driven.stub, (_object, state) => state.storage.getAlarm()),
    offer: (jobId: string, offer: Partial<WorkOffer> = {}) =>
      driven.stub.offer({ jobId, attempt: 1, kind: "command", type: "command", dispatchKey: 1, ...offer }),
    next: async (asked: { max?: number; types?: string[]; kinds?: ("probe" | "command")[] } = {}) =>
      plainOf(await driven.stub.next({ max: 1, ...asked })).map(({ jobId }) => jobId),
    heartbeat: async (...jobs: { id: string; attempt: number }[]) => plainOf(await driven.stub.heartbeat({ jobs })),
    refusal: async () => codeOf(await driven.stub.check()),
  };
  const world: Partial<World> = {
    clock: () => driven.now,
    async begin(jobId, { attempt }) {
      begun.push(`${jobId}/${attempt}`);
      const refused = driven.refuses.get(jobId);
      return refused ? refusal(refused) : { ok: true, value: assignmentOf(jobId, attempt) };
    },
    async beat(jobId) {
      const refused = driven.refuses.get(jobId);
      return refused ? refusal(refused) : { ok: true, value: {} };
    },
    deviceRevoked: async () => {},
    async tellPresence(_id, change) {
      told.push(change);
    },
    reportError() {},
  };
  await driven.revive();
  await driven.stub.enroll(id, { name: "gw-1", secretHash: SECRET });
  return driven;
}

function plainOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.code);
  return JSON.parse(JSON.stringify(result.value)) as T;
}

function codeOf(result: Result<unknown>): string {
  return result.ok ? "ok" : result.code;
}

describe("its work", () => {
  it("is given in the order of its keys, what is begun first, and the same however often it is asked for", async () => {
    const device = await drive();
    await device.offer("late", { dispatchKey: 30 });
    await device.offer("soon", { dispatchKey: 10 });
    await device.offer("later", { dispatchKey: 20 });
    expect(await device.next()).toEqual(["soon"]);
    await device.offer("urgent", { dispatchKey: 0 });
    expect(await device.next()).toEqual(["soon"]);
    expect(await device.next({ max: 2 })).toEqual(["soon", "urgent"]);
    await device.evict();
    expect(await device.next({ max: 4 })).toEqual(["urgent", "soon", "later", "late"]);
    expect(await device.next({ max: 50 })).toHaveLength(4);
  });

  it("is given by kind and type where the device asks for these alone", async () => {
    const device = await drive();
    await device.offer("ping", { kind: "probe", type: "icmp" });
    await device.offer("way", { kind: "probe", type: "traceroute" });
    await device.offer("reboot");
    expect(await device.next({ max: 9, kinds: ["probe"] })).toEqual(["ping", "way"]);
    expect(await device.next({ max: 9, types: ["traceroute", "command"] })).toEqual(["way", "reboot"]);
    expect(await device.next({ max: 9, kinds: ["command"], types: ["icmp"] })).toEqual([]);
  });

  it("passes over what its job refuses, and does not ask for it again", async () => {
    const device = await drive();
    const reasons = ["JOB_ENDED", "STALE_ATTEMPT", "FORBIDDEN", "JOB_NOT_FOUND"] as const;
    for (const [at, reason] of reasons.entries()) {
      await device.offer(reason, { dispatchKey: at });
      device.refuses.set(reason, reason);
    }
    await device.offer("good", { dispatchKey: 9 });
    expect(await device.next()).toEqual(["good"]);
    expect(await device.next()).toEqual(["good"]);
    expect(device.begun).toEqual([...reasons.map((reason) => `${reason}/1`), "good/1", "good/1"]);
  });

  it("is kept where its job cannot be reached", async () => {
    const device = await drive();
    const { begin } = await runInDurableObject(device.stub, ({ world }: DeviceObject) => ({ ...world }));
    await device.offer("away");
    await device.change({
      begin: async () => {
        throw new Error("the object is overloaded");
      },
    });
    expect(await device.next()).toEqual([]);
    await device.change({ begin });
    expect(await device.next()).toEqual(["away"]);
  });

  it("is no more, and no other, where two ask at once", async () => {
    const device = await drive();
    for (const at of [1, 2, 3, 4]) await device.offer(`job-${at}`, { dispatchKey: at });
    device.refuses.set("job-1", "JOB_ENDED");
    const answers = await Promise.all([device.next({ max: 2 }), device.next({ max: 2 }), device.next({ max: 2 })]);
    expect(answers).toEqual([
      ["job-2", "job-3"],
      ["job-2", "job-3"],
      ["job-2", "job-3"],
    ]);
    expect(device.begun).not.toContain("job-4/1");
    expect(device.begun.filter((each) => each === "job-1/1")).toHaveLength(1);
  });

  it("is the newest attempt, whatever comes late or twice", async () => {
    const device = await drive();
    await device.offer("job", { attempt: 2 });
    await device.offer("job", { attempt: 1 });
    await device.stub.withdraw({ jobId: "job", attempt: 1 });
    await device.next();
    await device.offer("job", { attempt: 2, dispatchKey: 99 });
    expect((await device.heartbeat({ id: "job", attempt: 2 })).hasWork).toBe(false);
    await device.offer("job", { attempt: 3 });
    expect((await device.heartbeat({ id: "job", attempt: 3 })).hasWork).toBe(true);
    await device.next();
    expect(device.begun).toEqual(["job/2", "job/3"]);
    await device.stub.withdraw({ jobId: "job", attempt: 3 });
    await device.stub.withdraw({ jobId: "never offered", attempt: 1 });
    expect(await device.next()).toEqual([]);
  });

  it("is not given where it was withdrawn while its job was asked", async () => {
    const device = await drive({
      async begin(jobId, { attempt }) {
        await env.DEVICES.getByName(device.id).withdraw({ jobId, attempt });
        return { ok: true, value: assignmentOf(jobId, attempt) };
      },
    });
    await device.offer("ended");
    expect(await device.next()).toEqual([]);
  });
});

describe("a heartbeat", () => {
  it("says whether there is work that the device does not name", async () => {
    const device = await drive();
    expect(await device.heartbeat()).toEqual({
      hasWork: false,
      controls: [],
      nextHeartbeatMs: HEARTBEAT_MS,
      now: START_AT,
    });
    await device.offer("job");
    expect((await device.heartbeat()).hasWork).toBe(true);
    await device.next();
    expect((await device.heartbeat({ id: "job", attempt: 1 })).hasWork).toBe(false);
    expect((await device.heartbeat()).hasWork).toBe(true);
  });

  it("tells of each wish, and to drop what is over", async () => {
    const device = await drive({
      beat: async (jobId) => {
        if (jobId === "away") throw new Error("the object is overloaded");
        return jobId === "over" ? refusal("JOB_ENDED") : { ok: true, value: { wish: "pause" } };
      },
    });
    for (const jobId of ["over", "busy", "away"]) await device.offer(jobId);
    await device.next({ max: 3 });
    const named = ["over", "busy", "busy", "away"].map((id) => ({ id, attempt: 1 }));
    const { controls, hasWork } = await device.heartbeat(...named);
    expect(controls).toEqual([
      { jobId: "over", attempt: 1, wish: "cancel" },
      { jobId: "busy", attempt: 1, wish: "pause" },
    ]);
    expect(hasWork).toBe(false);
    expect(await device.next({ max: 3 })).toEqual(["away", "busy"]);
  });

  it("is still given where a heartbeat names it before it is begun", async () => {
    const device = await drive({ beat: async () => refusal("ILLEGAL_TRANSITION") });
    await device.offer("early");
    const { controls, hasWork } = await device.heartbeat({ id: "early", attempt: 1 });
    expect([controls.map(({ wish }) => wish), hasWork]).toEqual([["cancel"], true]);
    expect(await device.next()).toEqual(["early"]);
  });

  it("asks no job that is not the device's, nor an attempt that is no more", async () => {
    const beaten: string[] = [];
    const device = await drive({
      beat: async (jobId) => {
        beaten.push(jobId);
        return { ok: true, value: {} };
      },
    });
    await device.offer("own", { attempt: 2 });
    const { controls } = await device.heartbeat({ id: "another's", attempt: 1 }, { id: "own", attempt: 1 });
    expect(controls.map(({ jobId, wish }) => [jobId, wish])).toEqual([
      ["another's", "cancel"],
      ["own", "cancel"],
    ]);
    expect(beaten).toEqual([]);
    expect(await device.next()).toEqual(["own"]);
  });
});

describe("its presence", () => {
  afterEach(() => void vi.restoreAllMocks());

  it("is told once it is there, and costs no statement and one thinned alarm from then on", async () => {
    const device = await drive();
    const real = await runInDurableObject(env.DEVICES.getByName(uuidv7()), ({ world }: DeviceObject) => world);
    await device.change({
      async tellPresence(id, change) {
        await real.tellPresence(id, change);
        device.told.push(change);
      },
    });
    const statements = (["prepare", "batch", "exec"] as const).map((name) =>
      vi.spyOn(Object.getPrototypeOf(env.DB) as D1Database, name),
    );
    await device.heartbeat();
    await vi.waitFor(() => expect(device.told).toEqual([{ isOnline: true, seenAt: START_AT, version: 1 }]));
    expect(statements.some((statement) => statement.mock.calls.length > 0)).toBe(true);
    for (const statement of statements) statement.mockClear();
    await vi.waitFor(async () => expect(await device.alarmAt()).toBe(START_AT + OFFLINE_AFTER_MS));
    const alarms: (number | null)[] = [];
    for (let poll = 0; poll < 200; poll++) {
      device.now += 1_000;
      if (poll % 2) await device.heartbeat();
      else expect(await device.next()).toEqual([]);
      alarms.push(await device.alarmAt());
    }
    expect(device.told).toHaveLength(1);
    for (const statement of statements) expect(statement).not.toHaveBeenCalled();
    expect(new Set(alarms).size).toBeLessThanOrEqual(1 + 200 / 5);
    for (const [poll, alarm] of alarms.entries()) {
      const spokeAt = START_AT + (poll + 1) * 1_000;
      expect((alarm ?? 0) - spokeAt).toBeGreaterThan(2 * HEARTBEAT_MS);
    }
  });

  it("ends when nothing was heard for long, also by an object that has forgotten", async () => {
    const device = await drive();
    await device.heartbeat();
    device.now += 20_000;
    await device.heartbeat();
    expect(await device.alarmAt()).toBe(START_AT + 20_000 + OFFLINE_AFTER_MS);
    await device.evict();
    await device.advance(OFFLINE_AFTER_MS);
    expect(device.told.at(-1)).toEqual({ isOnline: false, seenAt: START_AT + 20_000, version: 2 });
    expect(await device.alarmAt()).toBeNull();
    await device.evict();
    await device.next();
    await vi.waitFor(() => expect(device.told.at(-1)).toMatchObject({ isOnline: true, version: 3 }));
  });

  it("stays while the device speaks, whenever its alarm fires", async () => {
    const device = await drive();
    await device.heartbeat();
    for (let minutes = 0; minutes < 5; minutes++) {
      device.now += HEARTBEAT_MS;
      await device.heartbeat();
      await device.advance(HEARTBEAT_MS);
      await device.evict();
      await device.heartbeat();
    }
    expect(device.told).toHaveLength(1);
  });

  it("is told until it is done, and ends in its time although the row could not be written", async () => {
    const device = await drive();
    let isAway = true;
    await device.change({
      async tellPresence(_id, change) {
        if (isAway) throw new Error("D1 is away");
        device.told.push(change);
      },
    });
    await device.heartbeat();
    for (let tries = 0; tries < 4; tries++) {
      await device.advance(10_000);
      await device.evict();
      await device.heartbeat();
    }
    expect(device.told).toEqual([]);
    isAway = false;
    await device.advance(60_000);
    expect(device.told).toEqual([{ isOnline: true, seenAt: START_AT + 40_000, version: 1 }]);
    await device.evict();
    await device.advance(OFFLINE_AFTER_MS - 60_000);
    expect(device.told.at(-1)).toEqual({ isOnline: false, seenAt: START_AT + 40_000, version: 2 });
  });

  it("is not given up for the time in which the server itself was away", async () => {
    const device = await drive();
    await device.heartbeat();
    await vi.waitFor(async () => expect(await device.alarmAt()).toBe(START_AT + OFFLINE_AFTER_MS));
    await device.evict();
    await device.advance(3_600_000);
    expect(device.told).toHaveLength(1);
    await device.evict();
    await device.advance(OFFLINE_AFTER_MS);
    expect(device.told.at(-1)).toEqual({ isOnline: false, seenAt: START_AT, version: 2 });
  });
});

describe("its credentials", () => {
  it("are its own, and nothing is kept of a device that is not there", async () => {
    const stranger = env.DEVICES.getByName(uuidv7());
    expect(codeOf(await stranger.authenticate(SECRET))).toBe("UNAUTHENTICATED");
    expect(codeOf(await stranger.check())).toBe("UNAUTHENTICATED");
    expect(codeOf(await stranger.next({ max: 1 }))).toBe("UNAUTHENTICATED");
    const kept = await runInDurableObject(stranger, (_object, { storage }) => storage.list());
    expect(kept.size).toBe(0);

    const device = await drive();
    await device.stub.enroll(device.id, { name: "another", secretHash: "x".repeat(43) });
    await device.evict();
    expect(codeOf(await device.stub.authenticate(SECRET))).toBe("ok");
    expect(codeOf(await device.stub.authenticate("x".repeat(43)))).toBe("UNAUTHENTICATED");
    expect(codeOf(await device.stub.authenticate(""))).toBe("UNAUTHENTICATED");
  });

  it("end at once by a revocation, while a job is being asked too, and stay ended", async () => {
    const device = await drive();
    await device.heartbeat();
    await device.offer("job");
    await device.change({
      async begin(jobId, { attempt }) {
        await env.DEVICES.getByName(device.id).revoke(device.id, BY);
        return { ok: true, value: assignmentOf(jobId, attempt) };
      },
    });
    expect(codeOf(await device.stub.next({ max: 1 }))).toBe("DEVICE_REVOKED");
    expect(device.told.at(-1)).toMatchObject({ isOnline: false, version: 2 });
    await device.stub.enroll(device.id, { name: "again", secretHash: SECRET });
    await device.evict();
    expect(await device.refusal()).toBe("DEVICE_REVOKED");
    expect(codeOf(await device.stub.authenticate(SECRET))).toBe("DEVICE_REVOKED");
    expect(codeOf(await device.stub.heartbeat({ jobs: [] }))).toBe("DEVICE_REVOKED");
    expect(device.told.at(-1)).toMatchObject({ isOnline: false, version: 2 });
  });

  it("end with every job of the device, told at least once whatever crashes", async () => {
    const device = await drive();
    const told: string[] = [];
    let isAway = true;
    await device.change({
      async deviceRevoked(jobId) {
        if (isAway && jobId === "away") throw new Error("the object is overloaded");
        await scheduler.wait(1);
        told.push(jobId);
      },
    });
    for (const jobId of ["begun", "waiting", "away"]) await device.offer(jobId);
    await device.next();
    await device.stub.revoke(device.id, BY);
    expect(told.sort()).toEqual(["begun", "waiting"].sort().filter((each) => each !== "away"));
    await device.evict();
    isAway = false;
    await device.advance(60_000);
    expect(told).toContain("away");
    expect(await device.alarmAt()).toBeNull();

    await device.offer("too late");
    expect(told).toContain("too late");
    await device.stub.revoke(device.id, BY);
    expect(told).toHaveLength(4);
  });
});

it("may call sixty times at once, then twenty times a second", async () => {
  const device = await drive();
  const calls = async (count: number) => {
    const codes = await Promise.all(Array.from({ length: count }, () => device.refusal()));
    return codes.filter((code) => code === "ok").length;
  };
  expect(await calls(80)).toBe(60);
  device.now += 500;
  expect(await calls(80)).toBe(10);
  const refused = await device.stub.check();
  expect(refused).toMatchObject({ code: "RATE_LIMITED", details: { retryAfterMs: 50 } });
  device.now += 50;
  expect(await calls(2)).toBe(1);
});
