import { env } from "cloudflare:workers";
import { openDatabase } from "@fieldline/db/database";
import { createRollout } from "@fieldline/db/rollouts";
import type { DeviceGroup } from "@fieldline/domain/device";
import type { Execution, Rollout, RolloutDetail } from "@fieldline/domain/rollout";
import type { Template } from "@fieldline/domain/template";
import { v7 as uuidv7 } from "uuid";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { addDevices } from "../../jobs/test/driven-rollout.ts";
import { callsOf, mutate, query } from "../../test/call.ts";
import { ADMIN, addPerson, admin } from "../../test/identities.ts";
import { watch } from "../../test/watcher.ts";

const document = {
  version: "1.0",
  steps: [{ action: { name: "Greet", type: "runCommand", input: { command: "echo,{{WORD}}" } } }],
};
let template: Template;
let devices: string[];

beforeAll(async () => {
  await admin();
  const made = await mutate<Template>("templates.create", {
    slug: "greet",
    name: "Greet",
    kind: "command",
    spec: { document },
    variables: [{ name: "WORD", required: true }],
    defaults: { timeoutMs: 30_000, retry: { maxAttempts: 2 } },
  });
  template = made.data;
  devices = await addDevices(3);
});

const input = (changes: object = {}) => ({
  templateId: "greet",
  variables: { WORD: "hello" },
  targets: { deviceIds: devices },
  ...changes,
});
const create = (changes: object = {}) => mutate<Rollout>("rollouts.create", input(changes));
const get = async (id: string) => (await query<RolloutDetail>("rollouts.get", { id })).data;
const untilTold = (id: string) =>
  vi.waitUntil(async () => (await get(id)).counts.notified === devices.length, { timeout: 10_000 });

describe("rollouts.create", () => {
  it("rolls the template out as it is now, with its defaults", async () => {
    const { status, data } = await create({ rate: { maxPerMinute: 6_000 }, notes: "Ticket 12" });
    expect(status).toBe(200);
    expect(data).toMatchObject({
      name: "Greet",
      templateId: template.id,
      templateSlug: "greet",
      templateVersion: 1,
      mode: "snapshot",
      rate: { maxPerMinute: 6_000 },
      abort: [],
      timeoutMs: 30_000,
      retry: { maxAttempts: 2, initialMs: 5_000, factor: 2, maxMs: 300_000 },
      status: "running",
      requesterId: ADMIN.id,
      notes: "Ticket 12",
    });
    await untilTold(data.id);
    const { items } = (await query<{ items: Execution[] }>("rollouts.executions", { id: data.id })).data;
    expect(items.map(({ deviceId }) => deviceId)).toEqual(devices);
    const job = (await query<{ spec: unknown }>("jobs.get", { id: items[0]?.jobId })).data;
    expect(job).toMatchObject({
      rolloutId: data.id,
      templateId: template.id,
      status: "assigned",
      timeoutMs: 30_000,
      spec: { deviceId: devices[0], variables: { WORD: "hello" } },
    });
    expect(JSON.stringify(job.spec)).toContain("echo,hello");
    await mutate("rollouts.cancel", { id: data.id, force: true });
  });

  it("writes its audit entry", async () => {
    const { data } = await create({ notes: "Why" });
    const { items } = (await query<{ items: object[] }>("audit.list", { entityId: data.id })).data;
    expect(items).toMatchObject([
      { action: "rollout.create", entityType: "rollout", reason: "Why", actor: { id: ADMIN.id } },
    ]);
    await mutate("rollouts.cancel", { id: data.id });
  });

  it.each([
    ["a template that is not there", { templateId: "no-such" }, "TEMPLATE_NOT_FOUND", "templateId"],
    ["a variable that is missing", { variables: {} }, "INVALID_INPUT", "variables.WORD"],
    ["a device that is not there", { targets: { deviceIds: [uuidv7()] } }, "DEVICE_NOT_FOUND", "targets.deviceIds.0"],
    ["a group that is not there", { targets: { groupIds: [uuidv7()] } }, "GROUP_NOT_FOUND", "targets.groupIds.0"],
    ["no target", { targets: {} }, "INVALID_INPUT", "targets"],
    ["a rate of nothing", { rate: { maxPerMinute: 0 } }, "INVALID_INPUT", "rate.maxPerMinute"],
    ["a rule of nothing", { abort: [{}] }, "INVALID_INPUT", "abort.0.on"],
    ["a rate that is misspelt", { pace: { maxPerMinute: 6 } }, "INVALID_INPUT", "pace"],
    ["a rate of another kind", { rate: { maxPerMinute: 6, maxPerHour: 9 } }, "INVALID_INPUT", "rate.maxPerHour"],
  ])("refuses %s", async (_words, changes, reason, path) => {
    const before = (await query<{ items: Rollout[] }>("rollouts.list")).data.items.length;
    const { error } = await create(changes);
    expect(error.data.reason).toBe(reason);
    expect(error.data.details?.issues?.map((issue) => issue.path)).toContain(path);
    expect((await query<{ items: Rollout[] }>("rollouts.list")).data.items).toHaveLength(before);
  });

  it("says what it takes in place of a field that there is not", async () => {
    const { error } = await create({ pace: { maxPerMinute: 6 } });
    expect(error.data.paths).toEqual(["pace"]);
    expect(error.message).toMatch(/^pace: There is no field pace\. A rollout takes .*targets, mode, rate, abort,/);
  });

  it("refuses a snapshot of a group that nobody is in, and takes it continuously", async () => {
    const group = (await mutate<DeviceGroup>("devices.groups.create", { name: "Nobody", kind: "static" })).data;
    const targets = { groupIds: [group.id] };
    expect((await create({ targets })).error.data).toMatchObject({ reason: "INVALID_INPUT", paths: ["targets"] });
    const { status, data } = await create({ targets, mode: "continuous" });
    expect(status).toBe(200);
    await mutate("rollouts.cancel", { id: data.id });
  });
});

describe("a rollout", () => {
  it("is listed, the newest first, by status and page by page", async () => {
    const made = [await create(), await create(), await create()].map(({ data }) => data.id);
    for (const id of made) await mutate("rollouts.cancel", { id });
    const list = async (asked: object) =>
      (await query<{ items: Rollout[]; nextCursor: string | null }>("rollouts.list", asked)).data;
    const first = await list({ limit: 2, status: "cancelled" });
    const second = await list({ limit: 2, status: "cancelled", cursor: first.nextCursor });
    expect([...first.items, ...second.items].slice(0, 3).map(({ id }) => id)).toEqual(made.toReversed());
    expect((await query("rollouts.list", { cursor: "mine" })).error.data.reason).toBe("INVALID_INPUT");
    expect((await query("rollouts.executions", { id: made[0], cursor: "mine" })).error.data.reason).toBe(
      "INVALID_INPUT",
    );
  });

  it("is cancelled with a reason, once", async () => {
    const { data } = await create({ rate: { maxPerMinute: 1 } });
    await vi.waitUntil(async () => (await get(data.id)).counts.waiting === 2, { timeout: 10_000 });
    const cancelled = await mutate<Rollout>("rollouts.cancel", { id: data.id, reason: "Wrong file" });
    expect(cancelled.data).toMatchObject({ status: "cancelled", statusReason: "Wrong file" });
    expect((await mutate("rollouts.cancel", { id: data.id })).error.data.reason).toBe("ROLLOUT_ENDED");
    expect((await mutate("rollouts.retryFailed", { id: data.id })).error.data.reason).toBe("ILLEGAL_TRANSITION");
    await vi.waitUntil(async () => (await get(data.id)).counts.cancelled === 3, { timeout: 10_000 });
    expect((await query<{ items: Rollout[] }>("rollouts.list")).data.items[0]).toMatchObject({ status: "cancelled" });
  });

  it("is told to those who watch, from its start to its end", async () => {
    const feed = await watch<{ type: string; rollout: Rollout }>("/live/feed?topics=rollouts");
    const { data } = await create();
    await untilTold(data.id);
    await mutate("rollouts.cancel", { id: data.id, force: true });
    const told = () => feed.frames.filter(({ type, rollout }) => type === "rollout" && rollout.id === data.id);
    await feed.until(() => told().at(-1)?.rollout.counts.cancelled === devices.length);
    const versions = told().map(({ rollout }) => rollout.version);
    expect(versions).toEqual(versions.toSorted((one, other) => one - other));
    expect(told().map(({ rollout }) => rollout.status)).toEqual(expect.arrayContaining(["running", "cancelled"]));
    feed.socket.close();
  });

  it.each(["get", "executions"])("that is not there is not found by %s", async (verb) => {
    expect((await query(`rollouts.${verb}`, { id: uuidv7() })).error.data.reason).toBe("ROLLOUT_NOT_FOUND");
  });

  it.each(["cancel", "retryFailed"])("that is not there is not found by %s", async (verb) => {
    expect((await mutate(`rollouts.${verb}`, { id: uuidv7() })).error.data.reason).toBe("ROLLOUT_NOT_FOUND");
  });

  it("is read by who sees others' jobs and changed by operators", async () => {
    const { data } = await create({ rate: { maxPerMinute: 1 } });
    const { id } = data;
    for (const role of ["viewer", "tech"] as const) {
      const calls = callsOf((await addPerson(role)).token);
      expect((await calls.query("rollouts.get", { id })).status).toBe(role === "viewer" ? 200 : 403);
      for (const [verb, given] of [
        ["create", input()],
        ["cancel", { id }],
        ["retryFailed", { id }],
      ] as const)
        expect((await calls.mutate(`rollouts.${verb}`, given)).error.data.reason).toBe("FORBIDDEN");
    }
    const operator = callsOf((await addPerson("operator")).token);
    expect((await operator.mutate("rollouts.cancel", { id })).status).toBe(200);
  });

  it("whose object was never started is started by the sweeper", async () => {
    const { data } = await create({ rate: { maxPerMinute: 1 } });
    await mutate("rollouts.cancel", { id: data.id });
    const row = await env.DB.prepare("SELECT work FROM rollouts WHERE id = ?").bind(data.id).first<{ work: string }>();
    const createdAt = Date.now() - 60_000;
    const rollout = { ...data, id: uuidv7(), status: "running" as const, version: 0, createdAt };
    const entry = {
      id: uuidv7(),
      at: createdAt,
      actor: { kind: "user" as const, ...ADMIN },
      action: "rollout.create" as const,
    };
    await createRollout(
      openDatabase(env.DB),
      { rollout, ...JSON.parse(row?.work ?? "") },
      {
        ...entry,
        entityType: "rollout",
        entityId: rollout.id,
        before: null,
        after: null,
        reason: null,
        address: null,
        requestId: null,
      },
    );
    expect(await get(rollout.id)).toMatchObject({ status: "running", version: 0, timeline: [] });
    expect(await env.SCHEDULER.getByName("sweeper").sweepRollouts(Date.now())).toBe(1);
    await vi.waitUntil(async () => (await get(rollout.id)).counts.notified === 1, { timeout: 10_000 });
    await vi.waitUntil(async () => (await env.SCHEDULER.getByName("sweeper").sweepRollouts(Date.now())) === 0);
    await mutate("rollouts.cancel", { id: rollout.id });
  });
});
