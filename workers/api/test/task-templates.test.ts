import { env } from "cloudflare:workers";
import type { Job, ProbeJob, TaskJob } from "@fieldline/domain/job";
import type { Template } from "@fieldline/domain/template";
import type { LibraryFile } from "@fieldline/domain/templates-input";
import { beforeAll, describe, expect, it } from "vitest";
import { mutate, query } from "../../test/call.ts";
import { addDevice } from "../../test/device-rows.ts";
import { setLimits } from "../../test/limits.ts";

let named = 0;
const fresh = (prefix: string) => `${prefix}-${++named}`;
const INPUT_SCHEMA = {
  type: "object",
  properties: {
    source: { type: "string", enum: ["prices", "news"] },
    days: { type: "integer", minimum: 1, maximum: 30 },
    customer: { type: "object", properties: { id: { type: "string" } }, required: ["id"] },
    isFull: { type: "boolean", default: false },
  },
  required: ["source", "customer"],
};
const taskInput = (changes: object = {}) => ({
  slug: fresh("sync"),
  name: "Sync a source",
  kind: "task",
  spec: {
    type: "sync.finance",
    description: "Fetch {{SOURCE}}.",
    acceptanceCriteria: "All of {{SOURCE}} is stored.",
    input: { source: "{{SOURCE}}", days: "{{DAYS}}" },
    inputSchema: INPUT_SCHEMA,
    concurrencyKey: "{{input.customer.id}}",
    concurrencyLimit: 2,
  },
  variables: [
    { name: "SOURCE", required: true },
    { name: "DAYS", default: "7" },
  ],
  defaults: { queue: "batch", priority: 2, leaseMs: 60_000, maxConcurrency: 4, timeoutMs: 90_000 },
  ...changes,
});
const probeInput = (changes: object = {}) => ({
  slug: fresh("line"),
  name: "Measure a line",
  kind: "probe",
  spec: {
    probe: {
      name: "Line {{ACCOUNT}}",
      method: "simulated",
      vantage: { kind: "simulator", scenario: "healthy" },
      target: { host: "modem.example", accountNumber: "{{ACCOUNT}}" },
      cadenceMs: 1_000,
      durationMs: "{{FOR_MS}}",
    },
  },
  variables: [
    { name: "ACCOUNT", required: true },
    { name: "FOR_MS", default: "60000" },
  ],
  defaults: { priority: 3 },
  ...changes,
});
const make = async (input: object) => (await mutate<Template>("templates.create", input)).data as Template;
const create = (input: object) => mutate<Job>("jobs.create", input);
const pathsOf = async (answer: Promise<{ error?: { data: { reason: string; paths?: string[] } } }>) => {
  const { error } = await answer;
  return [error?.data.reason, ...(error?.data.paths ?? [])];
};
const mostOf = async (id: string) =>
  (
    await env.DB.prepare("SELECT max_concurrency AS most FROM templates WHERE id = ?")
      .bind(id)
      .first<{ most: number }>()
  )?.most;

beforeAll(() => setLimits({ jobsPerUserPerDay: 1_000 }));

describe("a task template", () => {
  it("makes tasks of its words, values, input and defaults", async () => {
    const { id, slug } = await make(taskInput());
    const { data } = await create({
      kind: "task",
      templateId: slug,
      variables: { SOURCE: "prices" },
      input: { customer: { id: "c-1" }, days: 3 },
      notes: "for the audit",
    });
    expect(data).toMatchObject({
      type: "sync.finance",
      queue: "batch",
      priority: 2,
      timeoutMs: 90_000,
      templateId: id,
      spec: {
        description: "Fetch prices.",
        acceptanceCriteria: "All of prices is stored.",
        input: { source: "prices", days: 3, customer: { id: "c-1" }, isFull: false },
        leaseMs: 60_000,
        concurrencyKey: "c-1",
        concurrencyLimit: 2,
        variables: { SOURCE: "prices", DAYS: "7" },
        template: { slug, version: 1 },
      },
    });
    const key = await env.DB.prepare("SELECT concurrency_key AS key, concurrency_limit AS most FROM jobs WHERE id = ?")
      .bind(data?.id)
      .first();
    expect(key).toEqual({ key: "c-1", most: 2 });
  });

  it("has its number of tasks at once where the claim looks for it, at its present version", async () => {
    const { id } = await make(taskInput());
    expect(await mostOf(id)).toBe(4);
    await mutate("templates.update", { id, defaults: { maxConcurrency: 1 } });
    expect(await mostOf(id)).toBe(1);
    await mutate("templates.update", { id, defaults: {} });
    expect(await mostOf(id)).toBeNull();
  });

  it("says at its field what an input lacks, before anything is made", async () => {
    const { slug } = await make(taskInput());
    const asked = { kind: "task", templateId: slug, variables: { SOURCE: "weather", DAYS: "99" } };
    const { error } = await create(asked);
    expect(error?.data.paths).toEqual(["input.source", "input.days", "input.customer"]);
    expect(error?.data.details?.issues).toContainEqual({
      path: "input.days",
      message: "Give a whole number from 1 to 30.",
    });
    expect(await pathsOf(create({ ...asked, variables: {} }))).toEqual(["INVALID_INPUT", "variables.SOURCE"]);
    expect(await pathsOf(create({ ...asked, type: "sync.news" }))).toContain("type");
    expect(await pathsOf(create({ kind: "task", type: "x", variables: { A: "1" } }))).toContain("variables");
    expect(await pathsOf(create({ kind: "task", templateId: "nowhere" }))).toEqual([
      "TEMPLATE_NOT_FOUND",
      "templateId",
    ]);
  });

  it("previews what its task would be", async () => {
    const { id } = await make(taskInput());
    const { data } = await query("templates.preview", {
      id,
      variables: { SOURCE: "news" },
      input: { customer: { id: "c" } },
    });
    expect(data).toMatchObject({
      type: "sync.finance",
      description: "Fetch news.",
      input: { source: "news", days: 7, isFull: false },
      concurrencyKey: "c",
    });
    expect(await pathsOf(query("templates.preview", { id, variables: { SOURCE: "news" } }))).toContain(
      "input.customer",
    );
  });

  it.each<[string, object]>([
    ["spec.type", { type: "a b" }],
    ["spec.inputSchema.properties.a.$ref", { inputSchema: { type: "object", properties: { a: { $ref: "#" } } } }],
    ["spec.inputSchema.type", { inputSchema: { type: "array" } }],
    ["spec.concurrencyLimit", { concurrencyLimit: 0 }],
    ["spec.description", { description: "Of {{NOBODY}}" }],
    ["spec.input.days", { input: { days: "many" } }],
  ])("is refused at %s", async (path, part) => {
    const input = taskInput();
    const wrong = { ...input, spec: { ...input.spec, ...part } };
    expect(await pathsOf(mutate("templates.create", wrong))).toEqual(["INVALID_INPUT", path]);
    const { id } = await make(input);
    expect(await pathsOf(mutate("templates.update", { id, spec: wrong.spec }))).toEqual(["INVALID_INPUT", path]);
  });

  it("does not become a command's, and runs on no device as one", async () => {
    const { id, slug } = await make(taskInput());
    expect(await pathsOf(mutate("templates.update", { id, spec: { document: {} } }))).toEqual([
      "INVALID_INPUT",
      "spec.type",
    ]);
    const { id: deviceId } = await addDevice();
    expect(await pathsOf(create({ kind: "command", deviceId, templateId: slug }))).toEqual([
      "INVALID_INPUT",
      "templateId",
    ]);
    const rollout = { templateId: slug, targets: { deviceIds: [deviceId] } };
    expect(await pathsOf(mutate("rollouts.create", rollout))).toEqual(["INVALID_INPUT", "templateId"]);
  });
});

describe("a probe template", () => {
  it("makes probes, under what is given", async () => {
    const { id, slug } = await make(probeInput());
    const { data } = await create({ kind: "probe", templateId: slug, variables: { ACCOUNT: "ACC-1" }, notes: "why" });
    expect(data).toMatchObject({ name: "Line ACC-1", priority: 3, templateId: id, notes: "why" });
    expect((data as ProbeJob).spec).toMatchObject({
      durationMs: 60_000,
      target: { host: "modem.example", accountNumber: "ACC-1" },
    });
    const other = await create({
      kind: "probe",
      templateId: slug,
      variables: { ACCOUNT: "ACC-2", FOR_MS: "120000" },
      target: { host: "other.example" },
      name: "Mine",
      notes: null,
    });
    expect(other.data).toMatchObject({ name: "Mine", notes: null });
    const bare = { kind: "probe", templateId: slug, variables: { ACCOUNT: "ACC-3" }, target: { accountNumber: null } };
    expect(((await create(bare)).data as ProbeJob).spec.target).toEqual({ host: "modem.example" });
    expect((other.data as ProbeJob).spec).toMatchObject({
      durationMs: 120_000,
      target: { host: "other.example", accountNumber: "ACC-2" },
    });
  });

  it("says which of the whole cannot be", async () => {
    const { slug } = await make(probeInput());
    const asked = { kind: "probe", templateId: slug, variables: { ACCOUNT: "A", FOR_MS: "1" } };
    expect(await pathsOf(create({ ...asked, target: { host: "no host" } }))).toEqual([
      "INVALID_INPUT",
      "target.host",
      "durationMs",
    ]);
    expect(await pathsOf(create({ ...asked, templateId: "" }))).toEqual(["INVALID_INPUT", "templateId"]);
    const { slug: task } = await make(taskInput());
    expect(await pathsOf(create({ kind: "probe", templateId: task }))).toEqual(["INVALID_INPUT", "templateId"]);
  });

  it("previews its probe, and is refused where a field can never be", async () => {
    const { id } = await make(probeInput());
    const { data } = await query("templates.preview", { id, variables: { ACCOUNT: "A" } });
    expect(data).toMatchObject({ probe: { durationMs: 60_000, priority: 3 } });
    const wrong = probeInput({ spec: { probe: { cadenceMs: 1, whatever: 1 } }, variables: [] });
    expect(await pathsOf(mutate("templates.create", wrong))).toEqual([
      "INVALID_INPUT",
      "spec.probe.whatever",
      "spec.probe.cadenceMs",
    ]);
  });
});

it("templates of all kinds go out in a file and come back, and none changes its kind", async () => {
  const made = [await make(taskInput()), await make(probeInput())];
  const { data } = await query<LibraryFile>("templates.export", { ids: made.map(({ id }) => id) });
  const file = data as LibraryFile;
  expect(file.templates.map(({ kind, spec }) => ({ kind, spec }))).toEqual(
    made.toSorted((a, b) => (a.slug < b.slug ? -1 : 1)).map(({ kind, spec }) => ({ kind, spec })),
  );
  for (const { id } of made) await mutate("templates.delete", { id });
  const imported = await mutate("templates.import", { file, onConflict: "refuse" });
  expect(imported.data).toMatchObject({ templates: { created: 2 } });
  const { data: back } = await query<Template>("templates.get", { id: made[0]?.slug });
  expect(back).toMatchObject({ kind: "task", spec: made[0]?.spec });
  expect(await mostOf((back as Template).id)).toBe(4);
  const turned = { ...file, templates: [{ ...probeInput(), slug: made[0]?.slug }] };
  expect(await pathsOf(mutate("templates.import", { file: turned, onConflict: "newVersion" }))).toEqual([
    "INVALID_INPUT",
    "file.templates.0.kind",
  ]);
  expect((await query<{ items: Template[] }>("templates.list", { kind: "probe" })).data?.items).not.toHaveLength(0);
});

it("a task without a template is as it is given", async () => {
  const { data } = await create({ kind: "task", type: "clean", input: ["a", 1] });
  expect((data as TaskJob).spec).toMatchObject({ input: ["a", 1], template: null, concurrencyKey: null });
});
