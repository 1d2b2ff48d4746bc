import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import {
  ACCESS_TOKEN_MS,
  type Assignment,
  DEVICE_LEAVES,
  type DeviceFrame,
  HEARTBEAT_MS,
  OFFLINE_AFTER_MS,
} from "@fieldline/domain/device";
import type { FeedFrame } from "@fieldline/domain/frames";
import type { Job } from "@fieldline/domain/job";
import { PERMISSIONS, type Rule } from "@fieldline/domain/permissions";
import type { DeviceObject } from "@fieldline/worker-jobs/device-object";
import { SignJWT } from "jose";
import { v7 as uuidv7 } from "uuid";
import { afterEach, describe, expect, it, vi } from "vitest";
import { callsOf, mutate, query, send, sendAsNobody } from "../../test/call.ts";
import { addEnrollment, CAPABILITIES, type Enrolled, enrollDevice, mutateAsNobody } from "../../test/device.ts";
import { ADMIN, addPerson, admin } from "../../test/identities.ts";
import { newAddress } from "../../test/report.ts";
import { type Watcher, watch } from "../../test/watcher.ts";
import { deviceKeyOf } from "../src/auth/secrets.ts";

const BY = { actor: { kind: "user", ...ADMIN } } as const;
const JOB = { jobId: uuidv7(), attempt: 1 };
const DEVICE_CALLS: Record<string, { input: unknown; isQuery?: boolean }> = {
  "device.heartbeat": { input: {} },
  "device.next": { input: {} },
  "device.report": { input: { ...JOB, seq: 1 } },
  "device.samples": { input: { ...JOB, samples: [{ seq: 1, tick: 0, at: 0, rttMs: 1 }] } },
  "device.reject": { input: { ...JOB, reason: "no such interface" } },
  "device.release": { input: JOB },
  "device.handler": { input: { name: "install-packages.sh" }, isQuery: true },
  "device.history": { input: {}, isQuery: true },
};

const firstOf = <T>(statement: string, ...values: unknown[]) =>
  env.DB.prepare(statement)
    .bind(...values)
    .first<T>();
const rowOf = (deviceId: string) => firstOf<Record<string, unknown>>("SELECT * FROM devices WHERE id = ?", deviceId);
const callAs = (token: string, procedure: string) => {
  const { input, isQuery } = DEVICE_CALLS[procedure] ?? { input: {} };
  const calls = callsOf(token);
  return isQuery ? calls.query(procedure, input) : calls.mutate(procedure, input);
};

async function createCommand({ deviceId }: { deviceId: string }): Promise<Job> {
  const steps = [{ action: { name: "Say so", type: "runCommand", input: { command: "echo,so" } } }];
  const { data, error } = await mutate<Job>("jobs.create", {
    kind: "command",
    deviceId,
    document: { version: "1.0", steps },
  });
  if (error) throw new Error(error.message);
  return data;
}

/** A command that the device has begun. */
async function beginCommand(device: Enrolled): Promise<Assignment> {
  const { id } = await createCommand(device);
  const { data } = await callsOf(device.accessToken).mutate<{ assignments: Assignment[] }>("device.next", {});
  const [assignment] = data.assignments;
  if (assignment?.jobId !== id) throw new Error("The command was not given to its device.");
  return assignment;
}

describe("enrolling", () => {
  it("makes a device of whoever has a token, in its groups, and says so", async () => {
    const groupId = uuidv7();
    await env.DB.prepare("INSERT INTO device_groups VALUES (?, ?, NULL, 'static', NULL, 0, 0)")
      .bind(groupId, `group ${groupId}`)
      .run();
    const { token } = await addEnrollment({ groupIds: [groupId, uuidv7()], kind: "agent" });
    const feed = await watch<FeedFrame>("/live/feed?topics=devices");
    const { deviceId, secret, accessToken, expiresAt } = await enrollDevice({
      token,
      name: "  gw-7 ",
      mac: "00-11-22-AA-BB-CC",
      attributes: { os: "linux", "device.arch": "arm64" },
      surprise: true,
    });
    expect(await rowOf(deviceId)).toMatchObject({
      name: "gw-7",
      kind: "agent",
      mac: "00:11:22:aa:bb:cc",
      is_online: 0,
      enrolled_by: ADMIN.id,
      revoked_at: null,
    });
    await feed.until(() => feed.frames.length > 0);
    expect(feed.frames[0]).toMatchObject({
      type: "device",
      device: {
        id: deviceId,
        capabilities: CAPABILITIES,
        groupIds: [groupId],
        attributes: { "device.os": "linux", "device.arch": "arm64" },
        enrolledBy: ADMIN,
      },
    });
    const entry = await firstOf<{ actor_kind: string; actor_id: string; after: string }>(
      "SELECT * FROM audit WHERE action = 'device.enroll' AND entity_id = ?",
      deviceId,
    );
    expect(entry).toMatchObject({ actor_kind: "device", actor_id: deviceId });
    for (const told of [secret, token, accessToken]) expect(JSON.stringify(entry)).not.toContain(told);
    expect(Math.abs(expiresAt - Date.now() - ACCESS_TOKEN_MS)).toBeLessThan(5_000);
    expect((await callAs(accessToken, "device.heartbeat")).status).toBe(200);
  });

  it("takes a token once, in its time, and says the same of any other", async () => {
    const used = await addEnrollment();
    await enrollDevice({ token: used.token });
    const tokens = [
      used.token,
      (await addEnrollment({ expiresAt: Date.now() - 1 })).token,
      (await addEnrollment({ revokedAt: Date.now() })).token,
      "fle_nobody-made-this",
    ];
    const before = await firstOf<{ n: number }>("SELECT count(*) AS n FROM devices");
    const answers = await Promise.all(
      tokens.map((token) => mutateAsNobody("device.enroll", { token, name: "late", capabilities: CAPABILITIES })),
    );
    for (const { status, error } of answers) {
      expect(status).toBe(401);
      expect(error.data.reason).toBe("ENROLLMENT_INVALID");
    }
    expect(new Set(answers.map(({ error }) => error.message)).size).toBe(1);
    expect(await firstOf("SELECT count(*) AS n FROM devices")).toEqual(before);
  });

  it("makes one device of forty that race for one token", async () => {
    const { id, token } = await addEnrollment();
    const name = `racer ${id}`;
    const racers = Array.from({ length: 40 }, () =>
      mutateAsNobody<{ deviceId: string }>("device.enroll", { token, name, capabilities: CAPABILITIES }),
    );
    const answers = await Promise.all(racers);
    const [winner, ...more] = answers.filter(({ status }) => status === 200);
    expect(more).toEqual([]);
    const { results } = await env.DB.prepare("SELECT id FROM devices WHERE name = ?").bind(name).all();
    expect(results).toEqual([{ id: winner?.data.deviceId }]);
    expect(await firstOf("SELECT device_id FROM enrollments WHERE id = ?", id)).toEqual({
      device_id: winner?.data.deviceId,
    });
    expect(await firstOf("SELECT count(*) AS n FROM audit WHERE actor_name = ?", name)).toEqual({ n: 1 });
  });

  it("is refused for a while to a place that tries tokens, and to no other", async () => {
    const address = newAddress();
    const tries = Array.from({ length: 40 }, (_, at) =>
      mutateAsNobody("device.enroll", { token: `fle_${at}`, name: "guess", capabilities: CAPABILITIES }, address),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(30);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
    await enrollDevice();
  });
});

describe("an access token", () => {
  it("is given for the device's secret alone", async () => {
    const { deviceId, secret } = await enrollDevice();
    const other = await enrollDevice();
    const good = await mutateAsNobody<{ accessToken: string }>("device.refresh", { deviceId, secret });
    expect((await callAs(good.data.accessToken, "device.next")).data).toEqual({ assignments: [] });
    for (const wrong of [
      { deviceId, secret: other.secret },
      { deviceId, secret: `${secret} ` },
      { deviceId: uuidv7(), secret },
    ]) {
      const { status, error } = await mutateAsNobody("device.refresh", wrong);
      expect([status, error.data.reason]).toEqual([401, "UNAUTHENTICATED"]);
    }
    const address = newAddress();
    const tries = Array.from({ length: 21 }, () =>
      mutateAsNobody("device.refresh", { deviceId, secret: "guess" }, address),
    );
    expect((await Promise.all(tries)).filter(({ status }) => status === 429)).toHaveLength(1);
    expect((await mutateAsNobody("device.refresh", { deviceId, secret })).status).toBe(200);
  });

  it("cannot be made by anybody else", async () => {
    const { deviceId, accessToken } = await enrollDevice();
    const other = await enrollDevice();
    const key = await deviceKeyOf(String(env.FIELDLINE_AUTH_SECRET));
    const bytes = (text: string) => new TextEncoder().encode(text);
    const base64url = (value: object) => btoa(JSON.stringify(value)).replace(/=+$/, "");
    const seconds = Math.floor(Date.now() / 1_000);
    const header = { alg: "HS256", typ: "fieldline-device+jwt" };
    const claims = { aud: "fieldline-device", sub: deviceId, iat: seconds, exp: seconds + 600 };
    const signed = (changes: object, { by = key as CryptoKey | Uint8Array, head = header } = {}) =>
      new SignJWT({ ...claims, ...changes }).setProtectedHeader(head).sign(by);
    const [head = "", , signature = ""] = accessToken.split(".");
    const [, body = ""] = other.accessToken.split(".");

    const forged = {
      "no algorithm": `${base64url({ ...header, alg: "none" })}.${base64url(claims)}.`,
      "no algorithm, with a signature": `${base64url({ ...header, alg: "none" })}.${base64url(claims)}.${signature}`,
      "another algorithm": await signed({}, { head: { ...header, alg: "HS512" }, by: bytes("x".repeat(64)) }),
      "another key": await signed({}, { by: bytes("a secret of somebody else, of thirty-two characters") }),
      "the server's secret itself": await signed({}, { by: bytes(String(env.FIELDLINE_AUTH_SECRET)) }),
      "another audience": await signed({ aud: "fieldline-share" }),
      "no audience": await signed({ aud: undefined }),
      "another type": await signed({}, { head: { ...header, typ: "JWT" } }),
      over: await signed({ iat: seconds - 900, exp: seconds - 60 }),
      "without an end": await signed({ exp: undefined }),
      "too long a life": await signed({ iat: seconds - 3_600, exp: seconds + 3_600 }),
      "from the future": await signed({ iat: seconds + 600, exp: seconds + 900 }),
      "no device": await signed({ sub: "*" }),
      "another's claims": `${head}.${body}.${signature}`,
      "a cut signature": accessToken.slice(0, -4),
    };
    expect((await callAs(await signed({}), "device.next")).status).toBe(200);
    for (const [what, token] of Object.entries(forged)) {
      const { status, error } = await callAs(token, "device.next");
      expect([what, status, error?.data.reason]).toEqual([what, 401, "UNAUTHENTICATED"]);
    }
    const unknown = await callAs(await signed({ sub: uuidv7() }), "device.next");
    expect([unknown.status, unknown.error.data.reason]).toEqual([401, "UNAUTHENTICATED"]);
  });

  it("opens what is for devices alone, and nothing else", async () => {
    const { accessToken } = await enrollDevice();
    const person = await addPerson("admin");
    const rules = Object.entries(PERMISSIONS) as [string, Rule][];
    for (const [procedure, { least }] of rules) {
      if (least === "nobody") continue;
      if (least === "device") {
        expect((await callAs(person.token, procedure)).status).toBe(403);
        expect((await callAs("nobody", procedure)).status).toBe(401);
        continue;
      }
      const calls = callsOf(accessToken);
      const asMutation = await calls.mutate(procedure, {});
      const { status } = asMutation.status === 405 ? await calls.query(procedure, {}) : asMutation;
      expect([procedure, status]).toEqual([procedure, 401]);
    }
    const headers = { authorization: `Bearer ${accessToken}` };
    for (const path of ["/live/feed", `/live/jobs/${uuidv7()}`, "/api/v1/jobs.csv"])
      expect((await send(path, { headers: { ...headers, upgrade: "websocket" } })).status).not.toBe(101);
  });
});

describe("presence", () => {
  afterEach(() => void vi.restoreAllMocks());

  it("is told when it changes; a thousand polls in between ask the database nothing", async () => {
    const feed = await watch<FeedFrame>("/live/feed?topics=devices");
    const devices = await Promise.all(Array.from({ length: 20 }, () => enrollDevice()));
    const statements = (["prepare", "batch", "exec"] as const).map((name) =>
      vi.spyOn(Object.getPrototypeOf(env.DB) as D1Database, name),
    );
    const pollAll = () => Promise.all(devices.map(({ accessToken }) => callAs(accessToken, "device.heartbeat")));
    for (const { data } of await pollAll())
      expect(data).toMatchObject({ hasWork: false, controls: [], nextHeartbeatMs: HEARTBEAT_MS });
    const isShown = ({ deviceId }: { deviceId: string }) =>
      feed.frames.some((frame) => frame.type === "device" && frame.device.id === deviceId && frame.device.isOnline);
    await feed.until(() => devices.every(isShown));
    expect(statements.some((statement) => statement.mock.calls.length > 0)).toBe(true);
    for (const { deviceId } of devices) expect(await rowOf(deviceId)).toMatchObject({ is_online: 1 });

    for (const statement of statements) statement.mockClear();
    for (let poll = 0; poll < 50; poll++) for (const { status } of await pollAll()) expect(status).toBe(200);
    for (const statement of statements) expect(statement).not.toHaveBeenCalled();
  });

  it("ends by the alarm, and the row and those who watch are told", async () => {
    const { deviceId, accessToken } = await enrollDevice();
    const feed = await watch<FeedFrame>("/live/feed?topics=devices");
    await callAs(accessToken, "device.next");
    const lastShown = () => feed.frames.findLast((frame) => frame.type === "device" && frame.device.id === deviceId);
    await feed.until(() => lastShown() !== undefined);
    await runInDurableObject(env.DEVICES.getByName(deviceId), async (object: DeviceObject, { storage }) => {
      const { clock } = object.world;
      object.world.clock = () => clock() + OFFLINE_AFTER_MS;
      await object.alarm({
        scheduledTime: (await storage.getAlarm()) ?? 0,
        isRetry: false,
        retryCount: 0,
      });
    });
    await feed.until(() => feed.frames.length > 1);
    expect(lastShown()).toMatchObject({ device: { isOnline: false, seenAt: expect.any(Number) } });
    expect(await rowOf(deviceId)).toMatchObject({ is_online: 0, presence_version: 2 });
  });
});

describe("an enrollment token that was made for an account", () => {
  const tokenFor = async (accountNumber?: string) =>
    (await callsOf((await admin()).token).mutate<{ token: string }>("devices.createEnrollment", { accountNumber })).data
      .token;

  it("puts the device there, and lets it claim no other", async () => {
    const token = await tokenFor("ACC-7731");
    const claimed = { token, name: "gw", capabilities: CAPABILITIES, accountNumber: "ACC-0001" };
    const refused = await mutateAsNobody("device.enroll", claimed);
    expect([refused.status, refused.error.data.paths]).toEqual([400, ["accountNumber"]]);
    const { deviceId } = await enrollDevice({ token });
    expect(await rowOf(deviceId)).toMatchObject({ account_number: "ACC-7731" });
  });

  it("is not needed for a device that is believed what it says", async () => {
    const { deviceId } = await enrollDevice({ token: await tokenFor(), accountNumber: "ACC-0002" });
    expect(await rowOf(deviceId)).toMatchObject({ account_number: "ACC-0002" });
  });
});

describe("the push channel", () => {
  it("is opened by a device's token alone", async () => {
    const { accessToken } = await enrollDevice();
    const asked = (headers: Record<string, string>) => sendAsNobody("/live/device", { headers });
    const upgrade = { upgrade: "websocket" };
    expect((await asked(upgrade)).status).toBe(401);
    expect((await asked({ ...upgrade, authorization: `Bearer ${(await admin()).token}` })).status).toBe(401);
    expect((await asked({ ...upgrade, authorization: `Bearer ${accessToken}x` })).status).toBe(401);
    expect((await asked({ authorization: `Bearer ${accessToken}` })).status).toBe(426);
  });

  it("tells of work and controls, answers pings, and takes nothing else", async () => {
    const { deviceId, accessToken } = await enrollDevice();
    const pushed = await watch<DeviceFrame>("/live/device", { authorization: `Bearer ${accessToken}` });
    const device = env.DEVICES.getByName(deviceId);
    const work = { ...JOB, kind: "command", type: "command", dispatchKey: 1 } as const;
    await device.offer(work);
    await device.control({ ...JOB, wish: "pause" });
    pushed.socket.send("ping");
    await pushed.until(() => pushed.frames.length === 2 && pushed.texts.length === 1);
    expect(pushed.frames).toEqual([{ type: "work" }, { type: "control", ...JOB, wish: "pause" }]);
    expect(pushed.texts).toEqual(["pong"]);
    await vi.waitFor(async () => expect(await rowOf(deviceId)).toMatchObject({ is_online: 1 }));
    pushed.socket.send("{}");
    expect(await pushed.end()).toMatchObject({ code: 1003 });
  });

  it("keeps the device online by its pings, without a write until the alarm looks", async () => {
    const { deviceId, accessToken } = await enrollDevice();
    const pushed = await watch<DeviceFrame>("/live/device", { authorization: `Bearer ${accessToken}` });
    const device = env.DEVICES.getByName(deviceId);
    const alarmAt = () => runInDurableObject(device, (_object, { storage }) => storage.getAlarm());
    const pollAfter = async (ms: number) => {
      await runInDurableObject(device, (object: DeviceObject) => {
        object.world.clock = () => Date.now() + ms;
      });
      await callAs(accessToken, "device.heartbeat");
      return alarmAt();
    };
    await vi.waitFor(async () => expect(await rowOf(deviceId)).toMatchObject({ is_online: 1 }));
    pushed.socket.send("ping");
    await pushed.until(() => pushed.texts.length === 1);
    await evictDurableObject(device);
    // What the alarm itself knows is that nobody called for long.
    await runInDurableObject(device, (object: DeviceObject) =>
      object.alarm({ scheduledTime: Date.now(), isRetry: false, retryCount: 0 }),
    );
    expect(await rowOf(deviceId)).toMatchObject({ is_online: 1, presence_version: 1 });
    const armedAt = await alarmAt();
    expect(armedAt).toBeGreaterThan(Date.now() + OFFLINE_AFTER_MS - 5_000);
    expect(await pollAfter(20_000)).toBe(armedAt);
    expect(await pollAfter(40_000)).toBeGreaterThan(Number(armedAt));
    pushed.socket.close(1000);
  });

  it("that is closed because the device stops makes it offline at once, unless another one is open", async () => {
    const { deviceId, accessToken } = await enrollDevice();
    const open = () => watch<DeviceFrame>("/live/device", { authorization: `Bearer ${accessToken}` });
    const [first, second] = [await open(), await open()];
    await vi.waitFor(async () => expect(await rowOf(deviceId)).toMatchObject({ is_online: 1, presence_version: 1 }));
    first.socket.close(DEVICE_LEAVES, "the agent stops");
    await first.end();
    second.socket.send("ping");
    await second.until(() => second.texts.length === 1);
    expect(await rowOf(deviceId)).toMatchObject({ is_online: 1, presence_version: 1 });
    second.socket.close(DEVICE_LEAVES, "the agent stops");
    await vi.waitFor(async () => expect(await rowOf(deviceId)).toMatchObject({ is_online: 0, presence_version: 2 }));
  });

  it("holds the last sockets of a device and drops older ones", async () => {
    const { accessToken } = await enrollDevice();
    const open = () => watch<DeviceFrame>("/live/device", { authorization: `Bearer ${accessToken}` });
    const sockets: Watcher<DeviceFrame>[] = [];
    for (let opened = 0; opened < 4; opened++) sockets.push(await open());
    await vi.waitFor(() => expect(sockets.filter(({ closed }) => closed)).toHaveLength(1));
    expect(sockets[3]?.closed).toBeUndefined();
  });
});

describe("work", () => {
  it("is done by its own device alone", async () => {
    const [own, other] = [await enrollDevice(), await enrollDevice()];
    const { jobId, attempt } = await beginCommand(own);
    const asOther = callsOf(other.accessToken);
    const refused = {
      "device.report": { jobId, attempt, seq: 1 },
      "device.samples": { jobId, attempt, samples: [{ seq: 1, tick: 0, at: Date.now(), rttMs: 1 }] },
      "device.reject": { jobId, attempt, reason: "not mine" },
      "device.release": { jobId, attempt },
    };
    for (const [procedure, input] of Object.entries(refused)) {
      const { status, error } = await asOther.mutate(procedure, input);
      expect([procedure, status, error?.data.reason]).toEqual([procedure, 403, "FORBIDDEN"]);
    }
    const beaten = await asOther.mutate("device.heartbeat", { jobs: [{ id: jobId, attempt }] });
    expect(beaten.data).toMatchObject({ hasWork: false, controls: [{ jobId, wish: "cancel" }] });
    expect((await callAs(other.accessToken, "device.next")).data).toEqual({ assignments: [] });
    expect((await callAs(other.accessToken, "device.history")).data).toMatchObject({ items: [] });

    const asOwn = callsOf(own.accessToken);
    expect((await asOwn.mutate("device.heartbeat", { jobs: [{ id: jobId, attempt }] })).data).toMatchObject({
      hasWork: false,
      controls: [],
    });
    const report = { jobId, attempt, seq: 1, status: "completed", exitCode: 0 };
    const [first, again] = [await asOwn.mutate("device.report", report), await asOwn.mutate("device.report", report)];
    expect(first.status).toBe(200);
    expect(again.data).toEqual(first.data);
    await vi.waitFor(async () =>
      expect((await callAs(own.accessToken, "device.history")).data).toMatchObject({
        items: [{ id: jobId, status: "completed" }],
      }),
    );
    expect((await callAs(own.accessToken, "device.next")).data).toEqual({ assignments: [] });
  });

  it("is the same however often it is asked for, by two at once and after an eviction", async () => {
    const own = await enrollDevice();
    const { jobId, attempt } = await beginCommand(own);
    await createCommand(own);
    const [left, right] = await Promise.all([
      callAs(own.accessToken, "device.next"),
      callAs(own.accessToken, "device.next"),
    ]);
    expect(left.data).toMatchObject({ assignments: [{ jobId, attempt }] });
    expect(right.data).toMatchObject({ assignments: [{ jobId, attempt }] });
    await evictDurableObject(env.DEVICES.getByName(own.deviceId));
    const { data } = await callsOf(own.accessToken).mutate<{ assignments: unknown[] }>("device.next", { max: 50 });
    expect(data.assignments).toHaveLength(2);
    expect(data.assignments[0]).toMatchObject({ jobId, attempt });
  });
});

describe("a revocation", () => {
  it("ends the device's jobs before it is answered, so that no report comes after it", async () => {
    const own = await enrollDevice();
    const { jobId, attempt } = await beginCommand(own);
    const waiting = await createCommand(own);
    await env.DEVICES.getByName(own.deviceId).revoke(own.deviceId, BY);
    const calls = callsOf(own.accessToken);
    const report = await calls.mutate("device.report", { jobId, attempt, seq: 1, status: "completed" });
    expect([report.status, report.error?.data.reason]).toEqual([401, "DEVICE_REVOKED"]);
    const taken = await calls.mutate("device.report", { jobId: waiting.id, attempt: 1, seq: 1, status: "running" });
    expect([taken.status, taken.error?.data.reason]).toEqual([401, "DEVICE_REVOKED"]);
    for (const id of [jobId, waiting.id])
      expect((await query<Job>("jobs.get", { id })).data).toMatchObject({
        status: "failed",
        error: { code: "DEVICE_REVOKED" },
      });
  });

  it("closes everything at once", async () => {
    const { deviceId, secret, accessToken } = await enrollDevice();
    const feed = await watch<FeedFrame>("/live/feed?topics=devices");
    const pushed = await watch<DeviceFrame>("/live/device", { authorization: `Bearer ${accessToken}` });
    await callAs(accessToken, "device.heartbeat");
    await vi.waitFor(async () => expect(await rowOf(deviceId)).toMatchObject({ is_online: 1 }));
    await env.DEVICES.getByName(deviceId).revoke(deviceId, BY);
    expect(await pushed.end()).toMatchObject({ code: 1008 });
    expect(pushed.frames.at(-1)).toEqual({ type: "revoked" });
    for (const procedure of ["device.heartbeat", "device.next", "device.handler", "device.history"]) {
      const { status, error } = await callAs(accessToken, procedure);
      expect([procedure, status, error.data.reason]).toEqual([procedure, 401, "DEVICE_REVOKED"]);
    }
    const refreshed = await mutateAsNobody("device.refresh", { deviceId, secret });
    expect([refreshed.status, refreshed.error.data.reason]).toEqual([401, "DEVICE_REVOKED"]);
    const headers = { upgrade: "websocket", authorization: `Bearer ${accessToken}` };
    expect((await sendAsNobody("/live/device", { headers })).status).toBe(401);
    expect(await rowOf(deviceId)).toMatchObject({ is_online: 0 });
    await feed.until(() => feed.frames.some((frame) => frame.type === "device" && !frame.device.isOnline));
  });
});

it("asks for what is missing and names what it would take", async () => {
  const { accessToken } = await enrollDevice();
  const { status, error } = await callsOf(accessToken).mutate("device.report", { ...JOB, seq: 0, progress: 101 });
  expect(status).toBe(400);
  expect(error.data).toMatchObject({ reason: "INVALID_INPUT", paths: ["seq", "progress"] });
  const missing = await callsOf(accessToken).query("device.handler", { name: "no-such-handler" });
  expect([missing.status, missing.error.data.reason]).toEqual([404, "HANDLER_NOT_FOUND"]);
});
