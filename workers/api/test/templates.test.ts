import { env } from "cloudflare:workers";
import { resolveCommand, resolveTemplate } from "@fieldline/api/resolve-command";
import type { AuditEntry } from "@fieldline/db/audit";
import { openDatabase } from "@fieldline/db/database";
import { findHandlerRefs, findHandlerVersion } from "@fieldline/db/handlers";
import { ensureShipped } from "@fieldline/db/shipped";
import type { CommandSpec } from "@fieldline/domain/document";
import { SHIPPED_HANDLERS, SHIPPED_TEMPLATES } from "@fieldline/domain/shipped";
import type { Handler, Template } from "@fieldline/domain/template";
import type { LibraryFile } from "@fieldline/domain/templates-input";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, it } from "vitest";
import { callsOf, mutate, query, sendAsNobody } from "../../test/call.ts";
import { addDevice } from "../../test/device-rows.ts";
import { addPerson } from "../../test/identities.ts";
import { sha256Hex } from "../src/auth/secrets.ts";

type Versions = { versions: { version: number; createdBy: { id: string } }[] };
type DetailedHandler = Handler & { content: string } & Versions;
interface Counts {
  created: number;
  updated: number;
  skipped: number;
}

const db = openDatabase(env.DB);
let named = 0;
const fresh = (prefix: string) => `${prefix}-${++named}`;
const say = (...texts: string[]) => ({
  version: "1.0",
  steps: texts.map((text, at) => ({
    action: { name: `Say ${at}`, type: "runCommand", input: { command: `echo,${text}` } },
  })),
});
const run = (handler: string, input: object = {}) => ({
  version: "1.0",
  steps: [{ action: { name: "Run", type: "runHandler", input: { handler, ...input } } }],
});
const templateInput = (changes: object = {}) => ({
  slug: fresh("say"),
  name: "Say it",
  kind: "command",
  spec: { document: say("{{WORD}}") },
  variables: [{ name: "WORD", required: true, pattern: "[a-z]+" }],
  defaults: { timeoutMs: 60_000 },
  ...changes,
});
const handlerInput = (changes: object = {}) => ({
  name: fresh("script"),
  interpreter: "sh",
  content: "echo hello\n",
  ...changes,
});
const template = async (changes: object = {}) =>
  (await mutate<Template>("templates.create", templateInput(changes))).data;
const handler = async (changes: object = {}) => (await mutate<Handler>("handlers.create", handlerInput(changes))).data;
const getTemplate = async (id: string, version?: number) =>
  (await query<Template & Versions>("templates.get", { id, version })).data;
const getHandler = async (id: string, version?: number) =>
  (await query<DetailedHandler>("handlers.get", { id, version })).data;
const entriesOf = async (entityId: string) =>
  (await query<{ items: AuditEntry[] }>("audit.list", { entityId })).data.items;
const slugs = async (input: object = {}) =>
  (await query<{ items: Template[] }>("templates.list", input)).data.items.map(({ slug }) => slug);
const refusalOf = async (procedure: string, input: unknown) => {
  const { error } = await mutate(procedure, input);
  return { reason: error?.data.reason, paths: error?.data.paths };
};
const invalid = (...paths: string[]) => ({ reason: "INVALID_INPUT", paths });

describe("a template", () => {
  it("is made at version 1, listed, read by its id and its slug, and audited", async () => {
    const made = await template({ slug: "made-one", name: "Made one", category: "Tests", description: "Says a word" });
    expect(made).toMatchObject({ slug: "made-one", version: 1, isShipped: false, defaults: { timeoutMs: 60_000 } });
    const read = await getTemplate("made-one");
    expect(read).toMatchObject(made);
    expect(read.versions).toMatchObject([{ version: 1 }]);
    expect(await getTemplate(made.id)).toEqual(read);
    expect(await slugs({ search: "MADE" })).toEqual(["made-one"]);
    expect(await slugs({ search: "made", category: "Tests", kind: "command" })).toEqual(["made-one"]);
    expect(await slugs({ category: "Other" })).toEqual([]);
    expect(await entriesOf(made.id)).toMatchObject([{ action: "template.create", after: { slug: "made-one" } }]);
  });

  it("gets a new version by another content, and keeps the old one", async () => {
    const { id, spec } = await template();
    const other = { document: say("{{WORD}}", "again") };
    const changed = await mutate<Template>("templates.update", { id, expectedVersion: 1, spec: other });
    expect(changed.data).toMatchObject({ version: 2, spec: other });
    expect(await getTemplate(id)).toMatchObject({
      version: 2,
      spec: other,
      versions: [{ version: 2 }, { version: 1 }],
    });
    expect(await getTemplate(id, 1)).toMatchObject({ version: 1, spec });
    const renamed = await mutate<Template>("templates.update", { id, name: "Renamed", category: "New" });
    expect(renamed.data).toMatchObject({ name: "Renamed", category: "New", version: 2 });
    await mutate("templates.update", { id, name: "Renamed", spec: other });
    expect(await entriesOf(id)).toMatchObject([
      { action: "template.update", before: { name: "Say it", category: null }, after: { name: "Renamed" } },
      { action: "template.update", before: { version: 1, spec }, after: { version: 2, spec: other } },
      { action: "template.create" },
    ]);
  });

  it("changed by twenty at once on one version is changed by one of them", async () => {
    const { id } = await template();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        mutate<Template>("templates.update", {
          id,
          expectedVersion: 1,
          spec: { document: say(`word ${at}`) },
          variables: [],
        }),
      ),
    );
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    const present = await getTemplate(id);
    expect(present).toMatchObject({ version: 2, spec: won[0]?.data.spec });
    for (const { error } of answers.filter(({ status }) => status !== 200)) {
      expect(error.data).toMatchObject({ httpStatus: 409, reason: "VERSION_MISMATCH", details: { version: 2 } });
      expect(error.data.details).toMatchObject({ present: { spec: present.spec } });
    }
    expect(await entriesOf(id)).toHaveLength(2);
  });

  it("that is deleted is gone, and its slug is free", async () => {
    const { id, slug } = await template();
    expect((await mutate("templates.delete", { id: slug })).data).toEqual({ id });
    expect((await query("templates.get", { id })).error.data.reason).toBe("TEMPLATE_NOT_FOUND");
    expect((await entriesOf(id))[0]).toMatchObject({ action: "template.delete", before: { slug, version: 1 } });
    expect(await template({ slug })).toMatchObject({ slug, version: 1 });
    for (const [procedure, input] of [
      ["templates.update", { id, name: "x" }],
      ["templates.delete", { id }],
    ] as const)
      expect(await refusalOf(procedure, input)).toMatchObject({ reason: "TEMPLATE_NOT_FOUND" });
    expect((await query("templates.get", { id: slug, version: 7 })).error.data.reason).toBe("TEMPLATE_NOT_FOUND");
  });

  it.each<[string, object, string[]]>([
    ["a slug in capitals", { slug: "Say" }, ["slug"]],
    ["a slug of an id's form", { slug: "01998ab0-0000-7000-8000-000000000002" }, ["slug"]],
    ["no name", { name: "" }, ["name"]],
    ["another kind", { kind: "process" }, ["kind"]],
    ["no document", { spec: {} }, ["spec.document"]],
    ["a document without steps", { spec: { document: { version: "1.0" } } }, ["spec.document.steps"]],
    [
      "a step without a name",
      { spec: { document: { version: "1.0", steps: [{ action: { type: "runCommand", input: { command: "ls" } } }] } } },
      ["spec.document.steps.0.action.name"],
    ],
    ["a variable that is not declared", { variables: [] }, ["spec.document.steps.0.action.input.command"]],
    ["a pattern that is none", { variables: [{ name: "WORD", pattern: "[a-" }] }, ["variables.0.pattern"]],
    [
      "a default that does not match",
      { variables: [{ name: "WORD", pattern: "a+", default: "b" }] },
      ["variables.0.default"],
    ],
    [
      "a handler that is not there",
      { spec: { document: run("nowhere") } },
      ["spec.document.steps.0.action.input.handler"],
    ],
    ["a timeout that is none", { defaults: { timeoutMs: 5 } }, ["defaults.timeoutMs"]],
  ])("is refused with %s", async (_what, changes, paths) => {
    expect(await refusalOf("templates.create", templateInput(changes))).toEqual(invalid(...paths));
  });

  it("is refused with a slug that is taken, and each save reads the document anew", async () => {
    const { id, slug } = await template();
    expect(await refusalOf("templates.create", templateInput({ slug }))).toEqual({
      reason: "TEMPLATE_EXISTS",
      paths: ["slug"],
    });
    expect(await refusalOf("templates.update", { id, variables: [] })).toEqual(
      invalid("spec.document.steps.0.action.input.command"),
    );
    expect((await getTemplate(id)).version).toBe(1);
  });

  it("may name a handler of the library, one of the device by its path, or one by a variable", async () => {
    const { name } = await handler();
    for (const document of [run(name), run("local", { path: "/opt/scripts" }), run("{{WORD}}")])
      expect((await mutate("templates.create", templateInput({ spec: { document } }))).status).toBe(200);
  });
});

describe("a preview", () => {
  it("has every variable filled in and the handlers at the versions that would run", async () => {
    const { name, sha256 } = await handler();
    const steps = [...say("{{WORD}}").steps, ...run(name).steps];
    const { id, slug } = await template({ spec: { document: { version: "1.0", steps } } });
    const preview = async (input: object) => (await query<CommandSpec>("templates.preview", { id, ...input })).data;
    const spec = await preview({ variables: { WORD: "hello" } });
    expect(spec).toMatchObject({
      variables: { WORD: "hello" },
      handlers: [{ name, version: 1, sha256 }],
      template: { slug, version: 1 },
    });
    expect(spec.document.steps[0]?.action.input).toEqual({ command: "echo,hello" });
    const device = await addDevice({ name: "For a preview" });
    expect(await preview({ variables: { WORD: "hello" }, deviceId: device.id })).toEqual({
      ...spec,
      deviceId: device.id,
      deviceName: "For a preview",
    });
  });

  it("is refused with the path of what is missing or wrong", async () => {
    const { id } = await template();
    const refused = async (input: object) => (await query("templates.preview", { id, ...input })).error.data;
    expect(await refused({ variables: {} })).toMatchObject({ reason: "INVALID_INPUT", paths: ["variables.WORD"] });
    expect(await refused({ variables: { WORD: "UP" } })).toMatchObject({ paths: ["variables.WORD"] });
    expect(await refused({ variables: { WORD: "a", MORE: "b" } })).toMatchObject({ paths: ["variables.MORE"] });
    expect(await refused({ id: "no-such" })).toMatchObject({ reason: "TEMPLATE_NOT_FOUND" });
    const lost = { variables: { WORD: "a" }, deviceId: uuidv7() };
    expect(await refused(lost)).toMatchObject({ reason: "DEVICE_NOT_FOUND", paths: ["deviceId"] });
  });
});

describe("what a command runs", () => {
  const refused = (asked: Promise<unknown>) =>
    asked.then(
      () => undefined,
      ({ code, details }) => ({ reason: code, paths: details.issues.map(({ path }: { path: string }) => path) }),
    );

  it("is a document as it is given, for a device that takes commands", async () => {
    const device = await addDevice({ name: "Runner" });
    const document = say("{{WHO}}", "there");
    const resolved = await resolveCommand({ db }, { deviceId: device.id, document, variables: { WHO: "you" } });
    expect(resolved).toMatchObject({ defaults: {}, templateId: null, name: "Say 0 and 1 more" });
    expect(resolved.spec).toMatchObject({ deviceId: device.id, deviceName: "Runner", handlers: [], template: null });
    expect(resolved.spec.document.steps[0]?.action.input).toEqual({ command: "echo,you" });
    const ask = (given: unknown) => refused(resolveCommand({ db }, { deviceId: device.id, document: given }));
    expect(await ask(document)).toEqual(invalid("document.steps.0.action.input.command"));
    expect(await ask(run("nowhere"))).toEqual(invalid("document.steps.0.action.input.handler"));
    expect(await ask(run("local", { path: "/opt" }))).toBeUndefined();
    expect(await ask("no JSON")).toEqual(invalid("document"));
  });

  it("is refused for a device that is not there, was revoked or takes no commands", async () => {
    const revoked = await addDevice({ revokedAt: 1 });
    const prober = await addDevice({ capabilities: { kinds: ["probe"] } });
    const ask = (deviceId: string) => refused(resolveCommand({ db }, { deviceId, document: say("x") }));
    for (const id of [uuidv7(), revoked.id])
      expect(await ask(id)).toEqual({ reason: "DEVICE_NOT_FOUND", paths: ["deviceId"] });
    expect(await ask(prober.id)).toEqual(invalid("deviceId"));
  });

  it("stays at the version that it was made of, and is refused where a handler has gone", async () => {
    const { id: handlerId, name } = await handler();
    const { id, slug } = await template({ spec: { document: run(name) }, variables: [] });
    const first = await resolveTemplate({ db }, { templateId: slug });
    expect(first).toMatchObject({ templateId: id, template: { slug, version: 1 }, defaults: { timeoutMs: 60_000 } });
    await mutate("handlers.update", { id: handlerId, content: "echo two\n" });
    const second = await resolveTemplate({ db }, { templateId: id });
    expect([first, second].map(({ handlers }) => handlers[0]?.version)).toEqual([1, 2]);
    await mutate("handlers.delete", { id: handlerId });
    expect(await refused(resolveTemplate({ db }, { templateId: id }))).toEqual(invalid("templateId"));
  });
});

describe("a handler", () => {
  it("is made, read by its id and its name, changed and audited, each content by its hash", async () => {
    const made = await handler({ name: "made.sh", description: "Says hello" });
    const sha256 = await sha256Hex("echo hello\n");
    expect(made).toMatchObject({ name: "made.sh", version: 1, sha256, sizeBytes: 11, isShipped: false });
    expect(made).not.toHaveProperty("content");
    expect(await getHandler("made.sh")).toMatchObject({ ...made, content: "echo hello\n", versions: [{ version: 1 }] });
    const { data: items } = await query<{ items: Handler[] }>("handlers.list");
    expect(items.items).toContainEqual(made);

    const { id } = made;
    const content = "échó\n";
    const changed = await mutate<Handler>("handlers.update", { id: "made.sh", expectedVersion: 1, content });
    expect(changed.data).toMatchObject({ version: 2, sizeBytes: 7 });
    expect((await mutate<Handler>("handlers.update", { id, description: "More" })).data).toMatchObject({ version: 2 });
    expect(await getHandler(id)).toMatchObject({ version: 2, content, description: "More", sizeBytes: 7 });
    expect(await getHandler(id, 1)).toMatchObject({ version: 1, content: "echo hello\n" });
    expect(await entriesOf(id)).toMatchObject([
      { action: "handler.update", after: { description: "More" } },
      { action: "handler.update", before: { version: 1, sha256 }, after: { version: 2 } },
      { action: "handler.create", after: { name: "made.sh", sha256 } },
    ]);
  });

  it("changed by twenty at once on one version is changed by one of them", async () => {
    const { id } = await handler();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        mutate("handlers.update", { id, expectedVersion: 1, content: `echo ${at}` }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const reasons = answers.flatMap(({ error }) => (error ? [error.data.reason] : []));
    expect(new Set(reasons)).toEqual(new Set(["VERSION_MISMATCH"]));
    expect((await getHandler(id)).versions).toHaveLength(2);
  });

  it("that is deleted can still be run at its versions, and its name goes on counting", async () => {
    const { id, name } = await handler({ content: "old" });
    await mutate("handlers.update", { id, content: "older" });
    expect((await mutate("handlers.delete", { id: name })).data).toEqual({ id });
    expect((await entriesOf(id))[0]).toMatchObject({ action: "handler.delete", before: { name, version: 2 } });
    expect((await query("handlers.get", { id })).error.data.reason).toBe("HANDLER_NOT_FOUND");
    expect(await findHandlerVersion(db, { name })).toBeUndefined();
    expect(await findHandlerRefs(db, [name])).toEqual([]);
    expect(await findHandlerVersion(db, { name, version: 1 })).toMatchObject({ content: "old", interpreter: "sh" });

    expect(await handler({ name, content: "new" })).toMatchObject({ version: 3 });
    expect(await findHandlerVersion(db, { name })).toMatchObject({ version: 3, content: "new" });
    expect(await findHandlerVersion(db, { name, version: 2 })).toMatchObject({ content: "older" });
    for (const [procedure, input] of [
      ["handlers.update", { id, content: "x" }],
      ["handlers.delete", { id }],
    ] as const)
      expect(await refusalOf(procedure, input)).toMatchObject({ reason: "HANDLER_NOT_FOUND" });
  });

  it("is refused with its path", async () => {
    const { name } = await handler();
    const create = (changes: object) => refusalOf("handlers.create", handlerInput(changes));
    expect(await create({ name })).toEqual({ reason: "HANDLER_EXISTS", paths: ["name"] });
    expect(await create({ name: "../etc" })).toEqual(invalid("name"));
    expect(await create({ interpreter: "perl" })).toEqual(invalid("interpreter"));
    expect(await create({ content: "" })).toEqual(invalid("content"));
    expect(await create({ content: "é".repeat(123_000) })).toEqual(invalid("content"));
    expect(await create({ content: "x".repeat(270_000) })).toMatchObject({ reason: "INPUT_TOO_LARGE" });
  });
});

describe("a file of templates", () => {
  type Imported = { templates: Counts; handlers: Counts };
  const counts = (created: number, updated: number, skipped: number): Counts => ({ created, updated, skipped });
  const take = (file: unknown, onConflict = "refuse") => mutate<Imported>("templates.import", { file, onConflict });

  it("holds what was asked for with its handlers, and is taken in anew where it was deleted", async () => {
    const script = await handler();
    const made = await template({
      spec: { document: run(script.name) },
      variables: [],
      description: "d",
      category: "c",
    });
    const { data: file } = await query<LibraryFile>("templates.export", { ids: [made.slug] });
    expect(file).toMatchObject({ fieldline: 1, templates: [{ slug: made.slug }], handlers: [{ name: script.name }] });
    expect(await refusalOf("templates.import", { file, onConflict: "refuse" })).toEqual({
      reason: "TEMPLATE_EXISTS",
      paths: ["file.templates.0.slug"],
    });
    await mutate("templates.delete", { id: made.id });
    await mutate("handlers.delete", { id: script.id });
    expect((await take(file)).data).toEqual({ templates: counts(1, 0, 0), handlers: counts(1, 0, 0) });
    expect((await query<LibraryFile>("templates.export", { ids: [made.slug] })).data).toEqual(file);
    const [entry] = (await query<{ items: AuditEntry[] }>("audit.list", { action: "template.import" })).data.items;
    expect(entry?.after).toMatchObject({ templates: [{ slug: made.slug }], handlers: [{ name: script.name }] });
  });

  it("skips or renews what is there, as it is told", async () => {
    const [kept, other] = [await template(), await template()];
    const { data: file } = await query<LibraryFile>("templates.export", { ids: [kept.id, other.id] });
    const changed = {
      ...file,
      templates: file.templates.map((each) =>
        each.slug === kept.slug ? { ...each, defaults: { priority: 1 } } : each,
      ),
    };
    expect((await take(changed, "skip")).data.templates).toEqual(counts(0, 0, 2));
    expect(await getTemplate(kept.id)).toMatchObject({ version: 1, defaults: { timeoutMs: 60_000 } });
    expect((await take(changed, "newVersion")).data.templates).toEqual(counts(0, 1, 1));
    expect(await getTemplate(kept.id)).toMatchObject({ version: 2, defaults: { priority: 1 } });
    expect(await getTemplate(other.id)).toMatchObject({ version: 1 });
  });

  it("that is half broken is refused whole, with the path of each fault", async () => {
    const good = templateInput();
    const script = handlerInput();
    const broken = templateInput({ spec: { document: run("nowhere") }, variables: [] });
    const file = { fieldline: 1, templates: [good, broken], handlers: [script] };
    expect(await refusalOf("templates.import", { file, onConflict: "skip" })).toEqual(
      invalid("file.templates.1.spec.document.steps.0.action.input.handler"),
    );
    expect(await slugs({ search: good.slug })).toEqual([]);
    expect((await query("handlers.get", { id: script.name })).status).toBe(404);
    const fixed = { ...broken, spec: { document: run(script.name) } };
    expect((await take({ ...file, templates: [good, fixed] })).data).toEqual({
      templates: counts(2, 0, 0),
      handlers: counts(1, 0, 0),
    });
  });

  it.each<[string, unknown, string[]]>([
    ["of another format", { fieldline: 2, templates: [] }, ["file.fieldline"]],
    ["that is a text", "a text", ["file"]],
    [
      "with a template that is none",
      { fieldline: 1, templates: [{ slug: "x" }] },
      ["file.templates.0.name", "file.templates.0.spec"],
    ],
    [
      "with one slug twice",
      { fieldline: 1, templates: [templateInput({ slug: "d" }), templateInput({ slug: "d" })] },
      ["file.templates.1.slug"],
    ],
  ])("%s is refused", async (_what, file, paths) => {
    expect(await refusalOf("templates.import", { file, onConflict: "skip" })).toEqual(invalid(...paths));
  });

  it("taken in by ten at once is taken in once", async () => {
    const tenTimes = async (file: object, onConflict: string) => {
      const answers = await Promise.all(Array.from({ length: 10 }, () => take({ fieldline: 1, ...file }, onConflict)));
      const all = (of: "created" | "updated") => answers.map(({ data }) => data.templates[of] + data.handlers[of]);
      return (of: "created" | "updated") => all(of).sort((x, y) => y - x);
    };
    const once = (count: number) => [count, ...Array.from({ length: 9 }, () => 0)];
    const [first, script] = [templateInput(), handlerInput()];
    expect((await tenTimes({ templates: [first, templateInput()] }, "skip"))("created")).toEqual(once(2));
    expect((await tenTimes({ templates: [], handlers: [script] }, "skip"))("created")).toEqual(once(1));
    const renewed = { templates: [{ ...first, defaults: {} }], handlers: [{ ...script, content: "other" }] };
    expect((await tenTimes(renewed, "newVersion"))("updated")).toEqual(once(2));
    expect((await getTemplate(first.slug)).versions).toHaveLength(2);
    expect((await getHandler(script.name)).versions).toHaveLength(2);
  });

  it("asked for by a template that is not there is refused", async () => {
    const { error } = await query("templates.export", { ids: ["no-such"] });
    expect(error.data).toMatchObject({ reason: "TEMPLATE_NOT_FOUND", paths: ["ids.0"] });
  });
});

describe("who may", () => {
  it("read the library is anybody, and change it an operator", async () => {
    const viewer = callsOf((await addPerson("viewer")).token);
    const tech = callsOf((await addPerson("tech")).token);
    const operator = callsOf((await addPerson("operator")).token);
    for (const procedure of ["templates.list", "templates.export", "handlers.list"])
      expect((await viewer.query(procedure)).status).toBe(200);
    const changes = [
      ["templates.create", templateInput({ slug: "by-role" })],
      ["templates.update", { id: "by-role", name: "x" }],
      ["templates.delete", { id: "by-role" }],
      ["templates.import", { file: { fieldline: 1, templates: [] }, onConflict: "skip" }],
      ["handlers.create", handlerInput({ name: "by-role" })],
      ["handlers.update", { id: "by-role", description: "x" }],
      ["handlers.delete", { id: "by-role" }],
    ] as const;
    for (const [procedure, input] of changes) {
      expect((await tech.mutate(procedure, input)).error.data.reason).toBe("FORBIDDEN");
      expect((await operator.mutate(procedure, input)).status).toBe(200);
    }
  });
});

describe("what comes with Fieldline", () => {
  const shipment = async () => ({
    templates: SHIPPED_TEMPLATES,
    handlers: await Promise.all(
      SHIPPED_HANDLERS.map(async (each) => ({ ...each, sha256: await sha256Hex(each.content), sizeBytes: 0 })),
    ),
    newId: () => uuidv7(),
    now: Date.now(),
  });
  const all = async () =>
    (await env.DB.prepare("SELECT template_id, version FROM template_versions ORDER BY 1, 2").all()).results;

  it("is there once the server says that it can serve, and putting it in again changes nothing", async () => {
    expect((await sendAsNobody("/healthz")).status).toBe(200);
    for (const { slug, spec } of SHIPPED_TEMPLATES)
      expect(await getTemplate(slug)).toMatchObject({ spec, version: 1, isShipped: true });
    for (const { name, content } of SHIPPED_HANDLERS)
      expect(await getHandler(name)).toMatchObject({ content, version: 1, isShipped: true });
    const before = await all();
    await Promise.all(Array.from({ length: 5 }, async () => ensureShipped(db, await shipment())));
    expect(await all()).toEqual(before);
  });

  it("is renewed where nobody has changed it, and stays as people left it", async () => {
    const [untouched, changed, deleted] = SHIPPED_TEMPLATES.map(({ slug }) => slug) as [string, string, string];
    const [script] = SHIPPED_HANDLERS.map(({ name }) => name) as [string];
    await mutate("templates.update", { id: changed, name: "Ours" });
    await mutate("templates.delete", { id: deleted });
    const { templates, handlers, ...rest } = await shipment();
    const newer = {
      ...rest,
      templates: templates.map((each) => ({ ...each, defaults: { priority: 2 } })),
      handlers: handlers.map((each) => ({ ...each, content: `${each.content}#`, sha256: `${each.sha256.slice(1)}0` })),
    };
    for (let time = 0; time < 2; time++) await ensureShipped(db, newer);
    expect(await getTemplate(untouched)).toMatchObject({ version: 2, defaults: { priority: 2 }, isShipped: true });
    expect(await getTemplate(changed)).toMatchObject({ version: 1, name: "Ours", isShipped: false });
    expect((await query("templates.get", { id: deleted })).status).toBe(404);
    expect(await getHandler(script)).toMatchObject({ version: 2, isShipped: true, versions: [{}, {}] });
  });
});
