import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../job/job.ts";
import { fillTask, type TaskTemplateSpec, taskTemplateIssues } from "./task-template.ts";

const SPEC: TaskTemplateSpec = {
  type: "sync.finance",
  description: "Fetch {{SOURCE}}.",
  acceptanceCriteria: "Every feed of {{SOURCE}} is stored.",
  input: { source: "{{SOURCE}}", days: "{{DAYS}}", isFull: "{{FULL}}", label: "{{SOURCE}} {{DAYS}}" },
  inputSchema: {
    type: "object",
    properties: { source: { type: "string" }, days: { type: "integer", minimum: 1 }, isFull: { type: "boolean" } },
    required: ["source", "days"],
  },
  concurrencyKey: "{{SOURCE}}/{{input.customer.id}}",
  concurrencyLimit: 2,
};
const values = { SOURCE: "prices", DAYS: "7", FULL: "true" };
const given = { input: { customer: { id: 12 } } };
const filled = (spec: Partial<TaskTemplateSpec>, input?: Json, of: Record<string, string> = values) => {
  const result = fillTask({ ...SPEC, concurrencyKey: "", ...spec }, of, { input });
  return result.ok ? result.task : result.issues;
};

describe("a task of a template", () => {
  it("has the values in its texts, and what is no text as what it is", () =>
    expect(fillTask(SPEC, values, given)).toEqual({
      ok: true,
      task: {
        description: "Fetch prices.",
        acceptanceCriteria: "Every feed of prices is stored.",
        input: { source: "prices", days: 7, isFull: true, label: "prices 7", customer: { id: 12 } },
        concurrencyKey: "prices/12",
        concurrencyLimit: 2,
      },
    }));

  it("has the words and fields of its creation over the template's", () => {
    const result = fillTask(SPEC, values, { description: "Mine", input: { days: 1, customer: { id: "a" } } });
    expect(result).toMatchObject({
      task: { description: "Mine", input: { source: "prices", days: 1 }, concurrencyKey: "prices/a" },
    });
  });

  it("leaves out what an empty value would make of no text", () => {
    expect(filled({}, undefined, { ...values, FULL: "" })).toMatchObject({ input: { days: 7 } });
    expect(filled({}, undefined, { ...values, FULL: "" })).not.toHaveProperty("input.isFull");
  });

  it.each<[Partial<TaskTemplateSpec>, Json, Record<string, string>, string]>([
    [{}, { days: 0 }, values, "input.days"],
    [{}, { days: "many" }, values, "input.days"],
    [{}, {}, { ...values, DAYS: "soon" }, "input.days"],
    [{}, {}, { ...values, DAYS: "" }, "input.days"],
    [{}, "text", values, "input"],
    [{ concurrencyKey: "{{input.customer.id}}" }, {}, values, "input.customer.id"],
    [{ concurrencyKey: "{{input.customer}}" }, { customer: {} }, values, "input.customer"],
    [{ concurrencyKey: "{{SOURCE}}" }, {}, { ...values, SOURCE: "a\nb" }, "input"],
    [{ concurrencyKey: "{{SOURCE}}" }, {}, { ...values, SOURCE: "a".repeat(201) }, "input"],
    [{}, { big: "x".repeat(65_536) }, values, "input"],
  ])("says at its field what cannot be: %j %j", (spec, input, of, path) =>
    expect(filled(spec, input, of)).toMatchObject([{ path }]),
  );

  it("without an input has none, and an empty one where a schema asks", () => {
    const bare: TaskTemplateSpec = { type: "x" };
    expect(fillTask(bare, {})).toMatchObject({ task: { input: null, description: null, concurrencyKey: null } });
    const withDefault = { type: "object", properties: { a: { type: "integer", default: 1 } } } as const;
    expect(fillTask({ ...bare, inputSchema: withDefault }, {})).toMatchObject({ task: { input: { a: 1 } } });
  });

  it("never reads again what a value holds", () =>
    fc.assert(
      fc.property(fc.string(), fc.constantFrom("{{B}}", "{{input.b}}", "{{A}}"), (text, place) => {
        const value = `${text}${place}`;
        const spec = { type: "x", input: { a: "{{A}}", b: "secret" }, description: "{{A}}", concurrencyKey: "k{{A}}" };
        const result = fillTask(spec, { A: value, B: "secret" });
        if (!result.ok) return expect(/\p{Cc}/u.test(value)).toBe(true);
        expect(result.task).toMatchObject({ input: { a: value }, description: value, concurrencyKey: `k${value}` });
      }),
    ));
});

describe("a template of tasks", () => {
  const declared = [{ name: "SOURCE" }, { name: "DAYS", default: "1" }, { name: "FULL" }];

  it("is right where each variable is declared", () => expect(taskTemplateIssues(SPEC, declared)).toEqual([]));

  it("is told each variable that nobody declared, at its place", () =>
    expect(
      taskTemplateIssues({ ...SPEC, concurrencyKey: "{{WHO}}" }, declared.slice(1)).map(({ path }) => path),
    ).toEqual(["description", "acceptanceCriteria", "input.source", "input.label", "concurrencyKey"]));

  it("is told input that can never fit; what is missing may come later", () => {
    const fixed = { ...SPEC, input: { source: 1, isFull: "{{FULL}}" } };
    expect(taskTemplateIssues(fixed, declared)).toEqual([{ path: "input.source", message: "Give a text." }]);
  });
});
