import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Job } from "@fieldline/domain/job";
import type { Schedule, ScheduleRun } from "@fieldline/domain/schedule";
import { v7 as uuidv7 } from "uuid";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { addDevices } from "../../jobs/test/driven-rollout.ts";
import { callsOf, mutate, query } from "../../test/call.ts";
import { ADMIN, addPerson, admin } from "../../test/identities.ts";
import { setLimits } from "../../test/limits.ts";

const document = {
  version: "1.0",
  steps: [{ action: { name: "Greet", type: "runCommand", input: { command: "echo,{{WORD}}" } } }],
};
let devices: string[];
beforeAll(async () => {
  await admin();
  const task = {
    slug: "sync",
    name: "Sync",
    kind: "task",
    spec: { type: "sync.finance" },
    defaults: { queue: "batch" },
  };
  const command = {
    slug: "greet",
    name: "Greet",
    kind: "command",
    spec: { document },
    variables: [{ name: "WORD", required: true }],
  };
  for (const template of [task, command]) expect((await mutate("templates.create", template)).status).toBe(200);
  devices = await addDevices(2);
});

let made = 0;
const input = (changes: object = {}) => ({
  name: `Sync ${++made}`,
  cron: "0 3 * * *",
  timeZone: "Europe/Berlin",
  templateId: "sync",
  ...changes,
});
const create = (changes: object = {}) => mutate<Schedule>("schedules.create", input(changes));
const get = async (id: string) => (await query<Schedule>("schedules.get", { id })).data;
const runs = async (id: string) => (await query<{ items: ScheduleRun[] }>("schedules.runs", { id })).data.items;
const alarmAt = async () => {
  return runInDurableObject(env.SCHEDULER.getByName("main"), (_object, { storage }) => storage.getAlarm());
};

describe("schedules.create", () => {
  it("makes one with the defaults, due at its local time", async () => {
    const { status, data } = await create();
    expect(status).toBe(200);
    expect(data).toMatchObject({
      cron: "0 3 * * *",
      templateSlug: "sync",
      templateName: "Sync",
      target: { kind: "queue", queue: "batch" },
      overlap: "skip",
      maxConcurrency: 1,
      catchUpMs: 3_600_000,
      jitterMs: 0,
      isEnabled: true,
      skipsNext: false,
      lastRun: null,
      ownerId: ADMIN.id,
      version: 1,
    });
    const hour = new Intl.DateTimeFormat("en", { timeZone: "Europe/Berlin", hour: "2-digit", hourCycle: "h23" });
    expect(hour.format(data.nextAt ?? 0)).toBe("03");
    expect(await get(data.id)).toEqual(data);
    expect(await alarmAt()).toBeLessThanOrEqual(data.nextAt ?? 0);
  });

  it.each([
    ["a field that is none", { cron: "0 25 * * *" }, "INVALID_INPUT", "cron"],
    ["a pattern that never comes", { cron: "0 0 30 2 *" }, "INVALID_INPUT", "cron"],
    ["a zone that is none", { timeZone: "Mars/Olympus" }, "INVALID_INPUT", "timeZone"],
    ["an offset for a zone", { timeZone: "+02:00" }, "INVALID_INPUT", "timeZone"],
    ["a template that is not there", { templateId: "none" }, "TEMPLATE_NOT_FOUND", "templateId"],
    ["a queue that is not there", { target: { kind: "queue", queue: "none" } }, "QUEUE_NOT_FOUND", "target.queue"],
    [
      "a device that is not there",
      { target: { kind: "agent", deviceId: uuidv7() } },
      "DEVICE_NOT_FOUND",
      "target.deviceId",
    ],
    ["a command in a queue", { templateId: "greet", variables: { WORD: "hi" } }, "INVALID_INPUT", "target"],
    [
      "a variable that is missing",
      { templateId: "greet", target: { kind: "rollout", targets: { all: true } } },
      "INVALID_INPUT",
      "variables.WORD",
    ],
    ["a task over devices", { target: { kind: "rollout", targets: { all: true } } }, "INVALID_INPUT", "target"],
    [
      "a rollout over a device that is not there",
      {
        templateId: "greet",
        variables: { WORD: "hi" },
        target: { kind: "rollout", targets: { deviceIds: [uuidv7()] } },
      },
      "DEVICE_NOT_FOUND",
      "target.targets.deviceIds.0",
    ],
    ["an overlap that is none", { overlap: "wait" }, "INVALID_INPUT", "overlap"],
    ["too much jitter", { jitterMs: 3_600_001 }, "INVALID_INPUT", "jitterMs"],
    ["an input of its own", { input: { source: "a" } }, "INVALID_INPUT", "input"],
    [
      "a wait between tries that is misspelt",
      { retry: { maxAttempts: 2, delayMs: 5 } },
      "INVALID_INPUT",
      "retry.delayMs",
    ],
    ["more than a queue", { target: { queue: "batch", most: 1 } }, "INVALID_INPUT", "target.most"],
  ])("refuses %s", async (_words, changes, reason, path) => {
    const { error } = await create(changes);
    expect(error.data.reason).toBe(reason);
    expect(error.data.details?.issues?.map((issue) => issue.path)).toContain(path);
  });

  it("says which fields it takes, in place of one that there is not", async () => {
    const { id } = (await create()).data;
    const { error } = await mutate("schedules.update", { id, isEnabled: false });
    expect(error.data.paths).toEqual(["isEnabled"]);
    expect(error.message).toMatch(/^isEnabled: There is no field isEnabled\. A change of a schedule takes .* enabled,/);
    expect(await get(id)).toMatchObject({ isEnabled: true, version: 1 });
  });

  it("says that it is the template that lacks its input, or which variable it makes it of", async () => {
    const schema = {
      type: "object",
      properties: { url: { type: "string", minLength: 1 }, source: { type: "string", enum: ["news"] } },
      required: ["url"],
    };
    const template = {
      slug: "fetch",
      name: "Fetch",
      kind: "task",
      spec: { type: "sync.url", input: { source: "{{SOURCE}}" }, inputSchema: schema },
      variables: [{ name: "SOURCE", default: "news" }],
    };
    expect((await mutate("templates.create", template)).status).toBe(200);
    const lacking = (await create({ templateId: "fetch" })).error;
    expect(lacking.data).toMatchObject({ reason: "INVALID_INPUT", paths: ["templateId"] });
    expect(lacking.message).toMatch(
      /^templateId: The input of the template Fetch is incomplete \(input\.url\): It is required.* A schedule has no input of its own: put it into the template, or let a variable/,
    );
    const wrong = (await create({ templateId: "fetch", variables: { SOURCE: "gossip" } })).error;
    expect(wrong.data.paths?.toSorted()).toEqual(["templateId", "variables.SOURCE"]);
    expect(JSON.stringify(wrong.data.details)).toContain("Fetch makes its input.source of this value. Give");
  });

  it("says that it is the template that lacks a field of its probe", async () => {
    const probe = {
      method: "simulated",
      target: { host: "gw" },
      cadenceMs: 1_000,
      vantage: { kind: "simulator", scenario: "healthy" },
    };
    const template = { slug: "endless", name: "Endless", kind: "probe", spec: { probe } };
    expect((await mutate("templates.create", template)).status).toBe(200);
    const { error } = await create({ templateId: "endless" });
    expect(error.data.paths).toEqual(["templateId"]);
    expect(error.message).toMatch(
      /The probe of the template Endless is incomplete \(durationMs\): .*has no probe of its own/,
    );
  });

  it("refuses a name that is taken, whatever its case, until that one is deleted", async () => {
    const { data } = await create({ name: "Finance" });
    expect((await create({ name: "FINANCE" })).error.data.reason).toBe("SCHEDULE_EXISTS");
    expect((await mutate("schedules.delete", { id: data.id })).status).toBe(200);
    expect((await create({ name: "FINANCE" })).status).toBe(200);
    expect((await query("schedules.get", { id: data.id })).error.data.reason).toBe("SCHEDULE_NOT_FOUND");
  });
});

describe("a schedule", () => {
  it("is changed on top of the version that was seen, and due anew where its times change", async () => {
    const { id, nextAt } = (await create()).data;
    const update = (changes: object) => mutate<Schedule>("schedules.update", { id, ...changes });
    const renamed = (await update({ name: `Renamed ${id}`, expectedVersion: 1 })).data;
    expect(renamed).toMatchObject({ version: 2, nextAt });
    expect((await update({ name: "Late", expectedVersion: 1 })).error.data.reason).toBe("VERSION_MISMATCH");
    const moved = (await update({ cron: "30 4 * * *", overlap: "queue", expectedVersion: 2 })).data;
    expect(moved).toMatchObject({ version: 3, cron: "30 4 * * *", overlap: "queue" });
    expect(moved.nextAt).not.toBe(nextAt);
    expect((await update({ templateId: "none" })).error.data.paths).toEqual(["templateId"]);
    expect((await update({ cron: "30 4 * * *" })).data.version).toBe(3);
    expect((await update({ priority: 2 })).data.priority).toBe(2);
    expect((await update({ priority: null })).data.priority).toBeNull();
  });

  it("is switched off with a note, and on again", async () => {
    const { id } = (await create()).data;
    const set = (changes: object) => mutate<Schedule>("schedules.setEnabled", { id, ...changes });
    expect((await set({ isEnabled: false, note: "Until May" })).data).toMatchObject({
      isEnabled: false,
      note: "Until May",
      nextAt: null,
    });
    expect((await mutate("schedules.skipNext", { id })).error.data.reason).toBe("ILLEGAL_TRANSITION");
    const on = (await set({ isEnabled: true })).data;
    expect(on).toMatchObject({ isEnabled: true, note: null });
    expect(on.nextAt).toBeGreaterThan(Date.now());
  });

  it("has its next run skipped, or not after all", async () => {
    const { id } = (await create()).data;
    expect((await mutate<Schedule>("schedules.skipNext", { id })).data.skipsNext).toBe(true);
    expect((await get(id)).skipsNext).toBe(true);
    expect((await mutate<Schedule>("schedules.skipNext", { id, isSkipped: false })).data.skipsNext).toBe(false);
  });

  it("runs now, beside what runs, as a run of whoever wanted it", async () => {
    const { id } = (await create({ priority: 1 })).data;
    const { status, data: run } = await mutate<ScheduleRun>("schedules.runNow", { id });
    expect(status).toBe(200);
    expect(run).toMatchObject({
      outcome: "started",
      isManual: true,
      by: { id: ADMIN.id },
      status: "queued",
      reason: null,
    });
    const job = (await query<Job>("jobs.get", { id: run.jobId })).data;
    expect(job).toMatchObject({
      scheduleId: id,
      kind: "task",
      type: "sync.finance",
      queue: "batch",
      priority: 1,
      requesterId: ADMIN.id,
    });
    await mutate("schedules.runNow", { id });
    await vi.waitUntil(async () => (await runs(id)).length === 2);
    await mutate("jobs.cancel", { id: run.jobId });
    await vi.waitUntil(async () => (await runs(id))[1]?.status === "cancelled");
    expect((await get(id)).lastRun).toEqual((await runs(id))[0]);
  });

  it("runs a command on a device, and a rollout over many", async () => {
    const [deviceId] = devices;
    const variables = { WORD: "hello" };
    const one = (await create({ templateId: "greet", variables, target: { kind: "device", deviceId } })).data;
    const run = (await mutate<ScheduleRun>("schedules.runNow", { id: one.id })).data;
    const job = (await query<Job>("jobs.get", { id: run.jobId })).data;
    expect(job).toMatchObject({ kind: "command", assigneeId: deviceId, scheduleId: one.id, status: "assigned" });
    const target = { kind: "rollout", targets: { deviceIds: devices } };
    const many = (await create({ templateId: "greet", variables, target, timeoutMs: 5_000 })).data;
    const rolled = (await mutate<ScheduleRun>("schedules.runNow", { id: many.id })).data;
    expect(rolled).toMatchObject({ outcome: "started", jobId: null, status: "running" });
    const rollout = (await query<{ timeoutMs: number; targets: object }>("rollouts.get", { id: rolled.rolloutId }))
      .data;
    expect(rollout).toMatchObject({ timeoutMs: 5_000, targets: { deviceIds: devices } });
    await mutate("rollouts.cancel", { id: rolled.rolloutId, force: true });
  });

  it("runs a probe, where there is a place for one", async () => {
    const probe = {
      target: { host: "{{HOST}}" },
      method: "simulated",
      vantage: { kind: "simulator", scenario: "healthy" },
      ...{ cadenceMs: 1_000, durationMs: 60_000 },
    };
    const template = {
      slug: "look",
      name: "Look",
      kind: "probe",
      spec: { probe },
      variables: [{ name: "HOST", required: true }],
    };
    expect((await mutate("templates.create", template)).status).toBe(200);
    const { id } = (await create({ templateId: "look", variables: { HOST: "gw-12" } })).data;
    const run = (await mutate<ScheduleRun>("schedules.runNow", { id })).data;
    expect(run).toMatchObject({ outcome: "started", status: "running" });
    const job = (await query<Job>("jobs.get", { id: run.jobId })).data;
    expect(job).toMatchObject({ kind: "probe", scheduleId: id, spec: { target: { host: "gw-12" } } });
    await setLimits({ runningJobs: 1 });
    const full = (await mutate<ScheduleRun>("schedules.runNow", { id })).data;
    expect(full).toMatchObject({ outcome: "failed", jobId: null, reason: expect.stringContaining("at once: 1") });
    await setLimits({});
    await mutate("jobs.cancel", { id: run.jobId });
  });

  it("is started by its own alarm, at its second", async () => {
    const { id } = (await create({ cron: "* * * * * *", timeZone: "UTC" })).data;
    const [run] = await vi.waitUntil(
      async () => {
        const all = (await runs(id)).filter(({ outcome }) => outcome === "started");
        return all.length > 0 && all;
      },
      { timeout: 15_000 },
    );
    await mutate("schedules.setEnabled", { id, isEnabled: false });
    expect((run?.dueAt ?? 1) % 1_000).toBe(0);
    expect(run?.at).toBeGreaterThanOrEqual(run?.dueAt ?? 0);
    expect((await query<Job>("jobs.get", { id: run?.jobId })).data).toMatchObject({ scheduleId: id, status: "queued" });
  });

  it("says what became of a run that could not be started", async () => {
    const template = { slug: "gone", name: "Gone", kind: "task", spec: { type: "gone" } };
    await mutate("templates.create", template);
    const { id } = (await create({ templateId: "gone" })).data;
    expect((await mutate("templates.delete", { id: "gone", force: true })).status).toBe(200);
    const run = (await mutate<ScheduleRun>("schedules.runNow", { id })).data;
    expect(run).toMatchObject({ outcome: "failed", jobId: null, reason: expect.stringContaining("no such template") });
  });

  it("is listed by name, searched, page by page", async () => {
    for (const name of ["zeta b", "Zeta A", "zeta c"]) await create({ name });
    const list = async (asked: object) =>
      (await query<{ items: Schedule[]; nextCursor: string | null }>("schedules.list", asked)).data;
    const first = await list({ search: "ZETA", limit: 2 });
    const second = await list({ search: "zeta", limit: 2, cursor: first.nextCursor });
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(["Zeta A", "zeta b", "zeta c"]);
    expect(second.nextCursor).toBeNull();
    expect((await query("schedules.list", { cursor: "mine" })).error.data.reason).toBe("INVALID_INPUT");
  });

  it.each(["get", "runs"])("that is not there is not found by %s", async (verb) => {
    expect((await query(`schedules.${verb}`, { id: uuidv7() })).error.data.reason).toBe("SCHEDULE_NOT_FOUND");
  });

  it.each<[string, object?]>([["update"], ["delete"], ["setEnabled", { isEnabled: true }], ["runNow"], ["skipNext"]])(
    "that is not there is not found by %s",
    async (verb, more = {}) => {
      const { error } = await mutate(`schedules.${verb}`, { id: uuidv7(), ...more });
      expect(error.data.reason).toBe("SCHEDULE_NOT_FOUND");
    },
  );

  it("is read by everybody and changed by operators", async () => {
    const { id } = (await create()).data;
    const tech = callsOf((await addPerson("tech")).token);
    expect((await tech.query("schedules.get", { id })).status).toBe(200);
    expect((await tech.mutate("schedules.runNow", { id })).error.data.reason).toBe("FORBIDDEN");
    const operator = callsOf((await addPerson("operator")).token);
    expect((await operator.mutate("schedules.setEnabled", { id, isEnabled: false })).status).toBe(200);
  });

  it("is owned by whoever last changed what it runs, in whose name it does", async () => {
    const { id, ownerId } = (await create()).data;
    const person = await addPerson("operator");
    const operator = callsOf(person.token);
    const retimed = await operator.mutate<Schedule>("schedules.update", { id, cron: "5 4 * * *" });
    expect(retimed.data).toMatchObject({ ownerId });
    const changed = await operator.mutate<Schedule>("schedules.update", { id, priority: 2 });
    expect(changed.data).toMatchObject({ ownerId: person.id, priority: 2 });
    expect(await get(id)).toMatchObject({ ownerId: person.id });
    const run = (await mutate<ScheduleRun>("schedules.runNow", { id })).data;
    expect((await query<Job>("jobs.get", { id: run.jobId })).data).toMatchObject({ requesterId: person.id });
  });
});

describe("a template that schedules run", () => {
  it("is deleted only by force, and not by who does not know it: they are counted and named", async () => {
    const template = { slug: "used", name: "Used", kind: "task", spec: { type: "used" } };
    const { id } = (await mutate<{ id: string }>("templates.create", template)).data;
    const names = ["u1", "u2", "u3", "u4", "u5", "u6"];
    const made = [];
    for (const name of names) made.push((await create({ name, templateId: "used", enabled: name !== "u1" })).data.id);
    const remove = (changes: object = {}) => mutate<{ id: string }>("templates.delete", { id: "used", ...changes });
    const refused = (await remove()).error;
    expect(refused.data).toMatchObject({
      httpStatus: 409,
      reason: "TEMPLATE_IN_USE",
      details: { schedules: { count: 6, names: names.slice(0, 5) } },
    });
    expect(refused.message).toMatch(
      /^Used was not deleted: 6 schedules run it and .*\(u1, u2, u3, u4, u5 and 1 more\)\. .*force/,
    );
    expect((await query("templates.get", { id })).status).toBe(200);
    for (const schedule of made.slice(1)) await mutate("schedules.delete", { id: schedule });
    expect((await remove({ force: false })).error.data.details?.schedules).toEqual({ count: 1, names: ["u1"] });
    expect((await remove({ force: true })).data).toEqual({ id });
    expect((await get(made[0] ?? "")).templateId).toBe(id);
    const { items } = (await query<{ items: { action: string }[] }>("audit.list", { entityId: id })).data;
    expect(items.map(({ action }) => action)).toEqual(["template.delete", "template.create"]);
  });

  it("is deleted without a word once they are gone, or run another one", async () => {
    const template = { slug: "spare", name: "Spare", kind: "task", spec: { type: "spare" } };
    await mutate("templates.create", template);
    const [gone, moved] = [(await create({ templateId: "spare" })).data, (await create({ templateId: "spare" })).data];
    await mutate("schedules.delete", { id: gone.id });
    expect((await mutate("templates.delete", { id: "spare" })).error.data.reason).toBe("TEMPLATE_IN_USE");
    await mutate("schedules.update", { id: moved.id, templateId: "sync" });
    expect((await mutate("templates.delete", { id: "spare" })).status).toBe(200);
  });
});

it("says of a run what became of it, and which job it made to those who see its owner's jobs", async () => {
  const { id, name } = (await create()).data;
  const { data: run } = await mutate<ScheduleRun>("schedules.runNow", { id });
  const readBy = async (role: "tech" | "operator") => {
    const calls = callsOf((await addPerson(role)).token);
    const { items } = (await calls.query<{ items: ScheduleRun[] }>("schedules.runs", { id })).data;
    const { lastRun } = (await calls.query<Schedule>("schedules.get", { id })).data;
    const listed = (await calls.query<{ items: Schedule[] }>("schedules.list", { search: name })).data.items;
    return [items[0], lastRun, listed.find((each) => each.id === id)?.lastRun];
  };
  for (const seen of await readBy("operator")) expect(seen).toMatchObject({ jobId: run.jobId, outcome: "started" });
  for (const seen of await readBy("tech"))
    expect(seen).toMatchObject({ outcome: "started", dueAt: run.dueAt, jobId: null, rolloutId: null, status: null });
  expect(run.jobId).toEqual(expect.any(String));
});

describe("schedules.preview", () => {
  const preview = (asked: object) =>
    query<{ inWords: string; runs: number[] }>("schedules.preview", { timeZone: "Europe/Berlin", ...asked });

  it("shows the next runs across the change of the clocks", async () => {
    const from = Date.parse("2026-03-28T00:00Z");
    const { data } = await preview({ cron: "30 2 * * *", from, count: 3 });
    expect(data.runs.map((at) => new Date(at).toISOString().slice(5, 16))).toEqual([
      "03-28T01:30",
      "03-29T01:00",
      "03-30T00:30",
    ]);
    expect((await preview({ cron: "0 0 * * *" })).data.runs).toHaveLength(10);
    expect((await preview({ cron: "0 0 30 2 *" })).data.runs).toEqual([]);
  });

  it.each([
    ["0 3 * * *", "At 03:00"],
    ["*/10 * * * * *", "Every 10 seconds"],
    ["0 2 * * 0", "At 02:00, only on Sunday"],
    ["0 0 * * FRI#L", "At 00:00, on the last Friday of the month"],
    ["0 0 13 * FRI", "At 00:00, on day 13 of the month, or on Friday"],
  ])("says what %s is", async (cron, inWords) => {
    expect((await preview({ cron })).data.inWords).toBe(inWords);
  });

  it("refuses what it cannot read", async () => {
    expect((await preview({ cron: "x" })).error.data.paths).toEqual(["cron"]);
    expect((await preview({ cron: "0 0 * * *", timeZone: "X" })).error.data.paths).toEqual(["timeZone"]);
  });
});

describe("schedules.upcoming", () => {
  it("gives what is due in a week, in order, without what is skipped", async () => {
    await env.DB.prepare("DELETE FROM schedules").run();
    const nightly = (await create({ timeZone: "UTC" })).data;
    const often = (await create({ cron: "* * * * *", enabled: false })).data;
    const from = Date.now();
    const upcoming = async () =>
      (
        await query<{ items: { scheduleId: string; at: number; isEnabled: boolean }[] }>("schedules.upcoming", {
          from,
          to: from + 7 * 86_400_000,
        })
      ).data.items;
    const items = await upcoming();
    expect(items.filter(({ scheduleId }) => scheduleId === nightly.id)).toHaveLength(7);
    expect(items.filter(({ scheduleId }) => scheduleId === often.id)).toHaveLength(1_000);
    expect(items.map(({ at }) => at)).toEqual(items.map(({ at }) => at).toSorted((one, other) => one - other));
    await mutate("schedules.skipNext", { id: nightly.id });
    expect((await upcoming()).filter(({ scheduleId }) => scheduleId === nightly.id)).toHaveLength(6);
    expect((await query("schedules.upcoming", { from, to: from - 1 })).error.data.paths).toEqual(["to"]);
  });
});
