import { expect, it } from "vitest";
import { DOCUMENT, enroll, NOBODY, SIMULATED, SOON, type World } from "./world.ts";

const GREETING = {
  version: "1.0",
  steps: [{ action: { name: "greet", type: "runCommand", input: { command: "echo,{{WORD}},{{NAME}}" } } }],
};
const GREET = {
  ...{ slug: "greet", name: "Greet", category: "demo", kind: "command", spec: { document: GREETING } },
  variables: [
    { name: "WORD", required: true, pattern: "^[a-z]+$" },
    { name: "NAME", default: "you" },
  ],
  defaults: { name: "Say hello", priority: 2, queue: "batch", timeoutMs: 60_000, notes: "kindly" },
};
const RETRY = { maxAttempts: 3, initialMs: 1_000, factor: 2, maxMs: 60_000 };

/** Queues, templates, schedules and rollouts. */
export function library(world: () => World): void {
  it("makes a queue, pauses and resumes it, and counts what waits in it", async () => {
    const { admin, operator, viewer } = world();
    const asked = { name: "slow", maxConcurrency: 2, paused: true, defaultPriority: 8 };
    expect(await admin.call("queues.create", asked)).toMatchObject({ ...asked, active: 0, waiting: 0 });
    expect(await admin.reasonOf("queues.create", asked)).toEqual([409, "QUEUE_EXISTS", "name"]);
    expect(await viewer.reasonOf("queues.create", { ...asked, name: "mine" })).toEqual([403, "FORBIDDEN"]);
    const task = await operator.call("jobs.create", { kind: "task", type: "sync", queue: "slow" });
    expect(task).toMatchObject({ status: "queued", queue: "slow", priority: 8, assigneeId: null });
    expect(await operator.call("jobs.setPriority", { id: task.id, priority: 1 })).toMatchObject({ priority: 1 });
    const slow = async () => (await admin.call("queues.list")).find(({ name }) => name === "slow");
    expect(await slow()).toMatchObject({ maxConcurrency: 2, paused: true, active: 0, waiting: 1 });
    expect((await (await enroll(admin)).call("device.next", {})).assignments).toEqual([]);
    await operator.call("jobs.cancel", { id: task.id });
    expect(await admin.call("queues.resume", { name: "slow" })).toMatchObject({ paused: false, waiting: 0 });
    expect(await admin.call("queues.pause", { name: "slow" })).toMatchObject({ name: "slow", paused: true });
    expect(await admin.reasonOf("queues.pause", { name: "none" })).toEqual([404, "QUEUE_NOT_FOUND", "name"]);
    const nowhere = { kind: "task", type: "sync", queue: "none" };
    expect(await admin.reasonOf("jobs.create", nowhere)).toEqual([404, "QUEUE_NOT_FOUND", "queue"]);
  });

  it("makes templates of each kind, previews what they fill in, and jobs have their defaults", async () => {
    const { admin, operator, tech } = world();
    const device = await enroll(admin);
    const greet = await operator.call("templates.create", GREET);
    expect(greet).toMatchObject(GREET);
    expect(await operator.reasonOf("templates.create", GREET)).toEqual([409, "TEMPLATE_EXISTS", "slug"]);
    expect(await tech.reasonOf("templates.create", { ...GREET, slug: "mine" })).toEqual([403, "FORBIDDEN"]);
    const { id } = greet;
    const filled = { steps: [{ action: { input: { command: "echo,hi,you" } } }] };
    expect(await admin.call("templates.preview", { id, variables: { WORD: "hi" } })).toMatchObject({
      document: filled,
    });
    for (const variables of [{ WORD: "HI" }, {}])
      expect(await admin.reasonOf("templates.preview", { id, variables })).toEqual([
        ...[400, "INVALID_INPUT"],
        "variables.WORD",
      ]);
    const asked = { kind: "command", deviceId: device.id, templateId: id, variables: { WORD: "hi" } };
    const job = await admin.call("jobs.create", asked);
    expect(job).toMatchObject({ ...GREET.defaults, templateId: id, spec: { document: filled } });
    expect((await admin.call("jobs.list", { templateId: id })).items).toMatchObject([{ id: job.id }]);
    await admin.call("jobs.cancel", { id: job.id });

    const probe = await admin.call("templates.create", {
      ...{ slug: "line", name: "Line", kind: "probe", variables: [{ name: "HOST", required: true }] },
      ...{ spec: { ...measured, target: { host: "{{HOST}}" } }, defaults: { priority: 3, notes: "by hand" } },
    });
    const made = await admin.call("jobs.create", { kind: "probe", templateId: probe.id, variables: { HOST: "gw-1" } });
    expect(made).toMatchObject({
      priority: 3,
      notes: "by hand",
      templateId: probe.id,
      spec: { target: { host: "gw-1" } },
    });
    const twice = { kind: "command", deviceId: device.id, templateId: id, document: DOCUMENT };
    expect(await admin.reasonOf("jobs.create", twice)).toEqual([400, "INVALID_INPUT", "document"]);
    const unknown = await admin.reasonOf("jobs.create", { ...asked, templateId: NOBODY });
    expect(unknown).toEqual([404, "TEMPLATE_NOT_FOUND", "templateId"]);
  });

  it("refuses a job document by the path of each fault", async () => {
    const { admin } = world();
    const device = await enroll(admin);
    const document = { version: "1.0", steps: [{ action: { name: "x", type: "runMagic", input: {} } }] };
    const [status, reason, ...paths] = await admin.reasonOf("jobs.create", {
      ...{ kind: "command", deviceId: device.id, document },
    });
    expect([status, reason]).toEqual([400, "INVALID_INPUT"]);
    expect(paths).toContain("document.steps.0.action.type");
  });

  it("schedules a template, and says in words and times when it runs", async () => {
    const { admin, tech } = world();
    const device = await enroll(admin);
    const when = { cron: "30 2 * * *", timeZone: "Europe/Berlin" };
    const terms = {
      overlap: "queue",
      catchUpMs: 60_000,
      maxConcurrency: 2,
      priority: 4,
      timeoutMs: 30_000,
      retry: RETRY,
    };
    const what = { templateId: "greet", variables: { WORD: "hi" }, target: { deviceId: device.id } };
    const asked = { name: "Good morning", ...when, ...what, ...terms, enabled: false };
    const { templateId: _slug, ...shown } = {
      ...what,
      ...when,
      ...terms,
      target: { kind: "device", deviceId: device.id },
    };
    expect(await admin.call("schedules.create", asked)).toMatchObject(shown);
    expect(await tech.reasonOf("schedules.create", { ...asked, name: "Mine" })).toEqual([403, "FORBIDDEN"]);
    const faulty = { ...asked, name: "Never", cron: "99 * * * *", timeZone: "Mars/Base", overlap: "pile" };
    expect(await admin.reasonOf("schedules.create", faulty)).toEqual([
      ...[400, "INVALID_INPUT"],
      ...["cron", "overlap", "timeZone"],
    ]);

    const preview = (from: string, count: number) =>
      admin.call("schedules.preview", { ...when, from: Date.parse(from), count });
    const times = (runs: number[]) => runs.map((at) => new Date(at).toISOString().slice(5, 16));
    const spring = await preview("2026-03-27T12:00Z", 3);
    expect(spring.inWords).toMatch(/02:30/);
    // There is no 02:30 on 29 March: it runs when the clocks have gone forward. On 25 October there are two: it runs once.
    expect(times(spring.runs)).toEqual(["03-28T01:30", "03-29T01:00", "03-30T00:30"]);
    const autumn = await preview("2026-10-24T12:00Z", 2);
    expect(times(autumn.runs)).toEqual(["10-25T00:30", "10-26T01:30"]);
    const { runs, inWords } = await admin.call("schedules.preview", { cron: "*/15 8-17 * * 1-5", timeZone: "UTC" });
    expect(inWords).toMatch(/15 minutes.*Monday/);
    expect(runs.length).toBe(10);
    expect(runs.every((run, at) => run > (runs[at - 1] ?? Date.now() - 1) && run % 900_000 === 0)).toBe(true);
    expect(await admin.reasonOf("schedules.preview", { cron: "every day", timeZone: "UTC" })).toEqual([
      ...[400, "INVALID_INPUT"],
      "cron",
    ]);
  });

  it("rolls a template out at a rate with rules that abort it", async () => {
    const { admin, tech } = world();
    const [device, other] = await Promise.all([enroll(admin), enroll(admin, "gw-2")]);
    const asked = {
      ...{ templateId: "greet", variables: { WORD: "hi" }, targets: { deviceIds: [device.id, other.id] } },
      ...{ mode: "snapshot", rate: { maxPerMinute: 600 }, timeoutMs: 90_000, retry: RETRY },
      abort: [{ on: "failed", thresholdPercent: 50, minExecuted: 1 }],
    };
    expect(await tech.reasonOf("rollouts.create", asked)).toEqual([403, "FORBIDDEN"]);
    const rollout = await admin.call("rollouts.create", asked);
    expect(rollout).toMatchObject({ mode: "snapshot", targets: asked.targets, timeoutMs: 90_000, retry: RETRY });
    const jobsOf = async () => (await admin.call("jobs.list", { rolloutId: rollout.id })).items;
    await expect.poll(async () => (await jobsOf()).length, SOON).toBe(2);
    const [assignment] = (await device.call("device.next", {})).assignments;
    expect(assignment).toMatchObject({ kind: "command", attempt: 1 });
    const { jobId } = assignment ?? { jobId: "" };
    await device.call("device.report", { jobId, attempt: 1, seq: 1, status: "rejected", message: "not here" });
    expect(await admin.call("jobs.get", { id: jobId })).toMatchObject({ status: "rejected", rolloutId: rollout.id });

    const slowly = { baseRatePerMinute: 10, incrementFactor: 1.5, after: { succeeded: 5 } };
    const whole = await admin.call("rollouts.create", {
      ...{ templateId: "greet", variables: { WORD: "hi" }, targets: { all: true }, mode: "continuous" },
      ...{ rate: slowly, abort: { on: "all", thresholdPercent: 20, minExecuted: 3 } },
    });
    expect(whole).toMatchObject({ mode: "continuous", targets: { all: true } });
    const faulty = { ...asked, rate: { maxPerMinute: 0 }, abort: [{ on: "magic" }], targets: {} };
    const [status, reason, ...paths] = await admin.reasonOf("rollouts.create", faulty);
    expect([status, reason]).toEqual([400, "INVALID_INPUT"]);
    expect(paths).toEqual(expect.arrayContaining(["abort.0.on", "rate.maxPerMinute", "targets"]));
  });
}

const { kind: _kind, target: _target, ...measured } = SIMULATED;
