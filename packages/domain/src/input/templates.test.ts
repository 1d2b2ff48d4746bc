import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { createHandlerInput, MAX_CONTENT_BYTES, updateHandlerInput, utf8Bytes } from "./handlers.ts";
import { createTemplateInput, importTemplatesInput, listTemplatesInput, updateTemplateInput } from "./templates.ts";

const id = "01998ab0-0000-7000-8000-000000000002";
const pathsOf = (schema: z.ZodType, input: unknown) => [
  ...new Set((schema.safeParse(input).error?.issues ?? []).map(({ path }) => path.join("."))),
];
const document = { version: "1.0", steps: [], unknown: { kept: true } };
const template = { slug: "restart-service", name: "Restart", spec: { document } };
const handler = { name: "download-file", interpreter: "sh", content: "exit 0\n" };

describe("a template's input", () => {
  it("needs a slug, a name and a document, which is kept as it came", () => {
    expect(createTemplateInput.parse(template)).toEqual({ ...template, kind: "command", variables: [], defaults: {} });
    expect(pathsOf(createTemplateInput, {})).toEqual(["slug", "name", "spec"]);
    expect(listTemplatesInput.parse(undefined)).toEqual({});
  });

  it("fills in what retries say nothing of", () => {
    const { defaults } = createTemplateInput.parse({ ...template, defaults: { retry: { maxAttempts: 3 } } });
    expect(defaults.retry).toEqual({ maxAttempts: 3, initialMs: 5_000, factor: 2, maxMs: 300_000 });
  });

  it.each(["command", "task", "probe"] as const)("keeps every default of a %s that a job may say itself", (kind) => {
    const spec = { command: { document }, task: { type: "sync" }, probe: { probe: {} } }[kind];
    const defaults = { name: "N", notes: "why", queue: "batch", onDependencyFailure: "run", priority: 2 };
    const given = { ...defaults, queueTtlMs: 60_000, timeoutMs: 1_000 };
    expect(createTemplateInput.parse({ ...template, kind, spec, defaults: given }).defaults).toEqual(given);
  });

  it("takes a probe as its creation does, or under its name", () => {
    const probe = { method: "http", target: { host: "{{HOST}}" } };
    const specOf = (spec: object) => createTemplateInput.parse({ ...template, kind: "probe", spec } as never).spec;
    expect(specOf(probe)).toEqual({ probe });
    expect(specOf({ probe })).toEqual({ probe });
  });

  it.each([
    ["", "slug"],
    ["-a", "slug"],
    ["A", "slug"],
    ["a_b", "slug"],
    ["a".repeat(64), "slug"],
    [id, "slug"],
  ])("has no slug %j", (slug, path) => expect(pathsOf(createTemplateInput, { ...template, slug })).toEqual([path]));

  it.each<[object, string]>([
    [{ name: "n".repeat(101) }, "name"],
    [{ category: "" }, "category"],
    [{ description: "d".repeat(2_001) }, "description"],
    [{ kind: "process" }, "kind"],
    [{ kind: "task" }, "spec.type"],
    [{ kind: "probe" }, "spec.probe"],
    [{ spec: { document: "text" } }, "spec.document"],
    [{ spec: document }, "spec.document"],
    [{ variables: [{ name: "1st" }] }, "variables.0.name"],
    [{ variables: [{ name: "A" }, { name: "A" }] }, "variables.1.name"],
    [{ variables: [{ name: "A", pattern: "(" }] }, "variables.0.pattern"],
    [{ defaults: { priority: 11 } }, "defaults.priority"],
    [{ defaults: { queueTtlMs: 0 } }, "defaults.queueTtlMs"],
    [{ defaults: { retry: {} } }, "defaults.retry.maxAttempts"],
    [{ defaults: "none" }, "defaults"],
  ])("is refused: %j", (changes, path) => {
    expect(pathsOf(createTemplateInput, { ...template, ...changes })).toEqual([path]);
  });

  it("changes only what it names", () => {
    expect(updateTemplateInput.parse({ id: "restart-service", name: "R" })).toEqual({
      id: "restart-service",
      name: "R",
    });
    expect(pathsOf(updateTemplateInput, { id: "", expectedVersion: 0 })).toEqual(["id", "expectedVersion"]);
  });
});

describe("a handler's input", () => {
  it.each(["", ".hidden", "../a", "A", "a b", "a".repeat(64), id])("has no name %j", (name) => {
    expect(pathsOf(createHandlerInput, { ...handler, name })).toEqual(["name"]);
  });

  it("has a content of 240 KiB at most, counted in bytes", () => {
    const taken = (content: string) => pathsOf(createHandlerInput, { ...handler, content }).length === 0;
    expect(taken("x".repeat(MAX_CONTENT_BYTES))).toBe(true);
    expect(taken("x".repeat(MAX_CONTENT_BYTES + 1))).toBe(false);
    expect(taken("é".repeat(MAX_CONTENT_BYTES / 2))).toBe(true);
    expect(taken("é".repeat(MAX_CONTENT_BYTES / 2 + 1))).toBe(false);
    expect(taken("nul\u0000")).toBe(false);
    expect(taken("half \ud83d")).toBe(false);
    expect(pathsOf(updateHandlerInput, { id: "x", content: "", interpreter: "perl" })).toEqual([
      "interpreter",
      "content",
    ]);
  });

  it("counts bytes as an encoder does", () => {
    const text = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(text, (any) => {
        expect(utf8Bytes(any)).toBe(encodeURIComponent(any).replace(/%../g, "x").length);
      }),
    );
  });
});

describe("a file", () => {
  const file = { fieldline: 1, templates: [template], handlers: [handler] };
  const refused = (changes: object) =>
    pathsOf(importTemplatesInput, { file: { ...file, ...changes }, onConflict: "skip" });
  it("holds templates and, where it has them, handlers", () => {
    expect(refused({})).toEqual([]);
    expect(refused({ handlers: undefined })).toEqual([]);
    expect(pathsOf(importTemplatesInput, { file, onConflict: "replace" })).toEqual(["onConflict"]);
    expect(pathsOf(importTemplatesInput, { onConflict: "skip" })).toEqual(["file"]);
  });

  it("has each name once, and no more than it may", () => {
    expect(refused({ templates: [template, template] })).toEqual(["file.templates.1.slug"]);
    expect(refused({ handlers: [handler, handler] })).toEqual(["file.handlers.1.name"]);
    const many = Array.from({ length: 201 }, (_, at) => ({ ...template, slug: `t${at}` }));
    expect(refused({ templates: many })).toEqual(["file.templates"]);
    expect(refused({ fieldline: "1" })).toEqual(["file.fieldline"]);
  });
});
