import type { Template } from "@fieldline/domain/template";
import { describe, expect, it } from "vitest";
import { aProbeTemplate, aTaskTemplate } from "../../testing/library-fixture.ts";
import { documentIssues } from "./json-issues.ts";
import { readTemplate } from "./read-template.ts";
import { draftOfTemplate, EMPTY_TEMPLATE } from "./template-draft.ts";

const draft = { ...EMPTY_TEMPLATE, slug: "hello", name: "Hello" };
const row = (name: string, part = {}) => ({
  key: name,
  name,
  label: "",
  description: "",
  default: "",
  pattern: "",
  isRequired: false,
  ...part,
});

describe("a template's form", () => {
  it("starts with a document that can be saved", () => expect(readTemplate(draft).errors).toEqual({}));

  it("says at its field what is wrong", () => {
    const { errors } = readTemplate({
      ...draft,
      slug: "Not a slug",
      name: " ",
      timeout: "soon",
      attempts: "11",
      variables: [row("A"), row("A"), row("1"), row("B", { default: "x", pattern: "[0-9]+" })],
      document: '{"version":"1.0"}',
    });
    expect(Object.keys(errors).sort()).toEqual([
      "defaults.retry.maxAttempts",
      "defaults.timeoutMs",
      "document",
      "name",
      "slug",
      "variables.1.name",
      "variables.2.name",
      "variables.3.default",
    ]);
  });

  it("says which variable the document names and nobody declared", () => {
    const document = draft.document.replace("hello", "{{WHO}}");
    expect(documentIssues(document, [])[0]?.message).toContain("WHO");
    expect(documentIssues(document, [{ name: "WHO" }])).toEqual([]);
  });

  it("gives back what was stored", () => {
    const stored = {
      slug: "hello",
      name: "Hello",
      kind: "command",
      category: null,
      description: null,
      spec: { document: JSON.parse(draft.document) },
      variables: [{ name: "WHO", required: true, default: "you", pattern: "[a-z]+", label: "Who" }],
      defaults: { timeoutMs: 90_000, queueTtlMs: 86_400_000, retry: { maxAttempts: 3 }, priority: 2 },
    } as unknown as Template;
    const { content, variables, defaults, errors } = readTemplate(draftOfTemplate(stored));
    expect({ spec: content?.spec, variables, defaults, errors }).toMatchObject({
      spec: stored.spec,
      variables: stored.variables,
      defaults: stored.defaults,
      errors: {},
    });
  });

  it.each([aTaskTemplate(), aProbeTemplate()])("gives back a template of kind $kind", (stored) => {
    const { content, variables, defaults, errors } = readTemplate(draftOfTemplate(stored));
    expect({ ...content, variables, defaults, errors }).toEqual({
      kind: stored.kind,
      spec: stored.spec,
      variables: stored.variables,
      defaults: stored.defaults,
      errors: {},
    });
  });

  it("of tasks says at its field what is wrong", () => {
    const wrong = {
      ...draftOfTemplate(aTaskTemplate()),
      type: "a b",
      work: "Of {{NOBODY}}",
      input: '{"days": "x"}',
      concurrencyLimit: "0",
      most: "many",
      lease: "soon",
    };
    expect(Object.keys(readTemplate(wrong).errors).sort()).toEqual([
      "concurrencyLimit",
      "defaults.leaseMs",
      "defaults.maxConcurrency",
      "input",
      "type",
      "work",
    ]);
    const { errors, content } = readTemplate({ ...wrong, inputSchema: '{"type":"text"}', input: "{" });
    expect(errors).toMatchObject({
      inputSchema: expect.stringMatching(/^type: /),
      input: expect.stringMatching(/line 1/),
    });
    expect(content).toBeUndefined();
  });

  it("of probes takes what is left out, and refuses what can never be", () => {
    const of = (probe: string) => readTemplate({ ...draft, kind: "probe", probe }).errors;
    expect(of('{"method":"tcp","target":{"port":443}}')).toEqual({});
    expect(of('{"cadenceMs":1}').probe).toMatch(/^cadenceMs: /);
    expect(of("[]").probe).toMatch(/object/);
  });
});
