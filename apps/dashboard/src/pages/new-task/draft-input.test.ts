import type { InputSchema } from "@fieldline/domain/input-schema";
import { expect, it } from "vitest";
import { aTask } from "../../testing/job-fixture.ts";
import { aTaskTemplate } from "../../testing/library-fixture.ts";
import { errorAt, readTask } from "./draft-input.ts";
import { draftLike, EMPTY_TASK, type TaskDraft } from "./task-draft.ts";

const TEMPLATE = aTaskTemplate();
const draft = (part: Partial<TaskDraft> = {}): TaskDraft => ({
  ...EMPTY_TASK,
  variables: { SOURCE: "prices" },
  fields: { days: "7" },
  ...part,
});
const AGENT = { id: "0192f0c1-2a3b-7c4d-8e5f-60718293a4b5", name: "agent-1" };

it("a draft of a template becomes the input that it describes", () => {
  expect(readTask(draft({ priority: "2", timeout: "10 min", attempts: "3", name: " " }), TEMPLATE)).toEqual({
    input: {
      kind: "task",
      templateId: TEMPLATE.id,
      variables: { SOURCE: "prices" },
      input: { days: 7 },
      priority: 2,
      timeoutMs: 600_000,
      retry: { maxAttempts: 3 },
    },
    errors: {},
  });
});

it("a draft by hand has its type and its input as JSON", () => {
  const byHand = draft({ way: "type", type: "sync.news", inputText: '["a"]', place: "agent", agent: AGENT });
  expect(readTask(byHand, undefined)).toEqual({
    input: { kind: "task", type: "sync.news", input: ["a"], assigneeId: AGENT.id },
    errors: {},
  });
});

it.each<[Partial<TaskDraft>, string[]]>([
  [{ fields: {} }, ["input.days"]],
  [{ fields: { days: "99" } }, ["input.days"]],
  [{ fields: { days: "x" } }, ["input.days"]],
  [{ variables: {} }, ["variables.SOURCE"]],
  [{ place: "agent" }, ["assigneeId"]],
  [{ priority: "11", timeout: "soon" }, ["priority", "timeoutMs"]],
  [{ attempts: "0" }, ["retry.maxAttempts"]],
  [{ timeout: "1 ms" }, ["timeoutMs"]],
  [{ way: "type", type: "a b" }, ["type"]],
  [{ way: "type", type: "x", inputText: "{" }, ["input"]],
])("with %j is refused at its fields", (part, paths) => {
  expect(Object.keys(readTask(draft(part), TEMPLATE).errors).sort()).toEqual(paths);
});

it("without its template asks for one", () => {
  expect(Object.keys(readTask(draft({ fields: {} }), undefined).errors)).toEqual(["templateId"]);
});

it("a group that must be there tells what it lacks at its fields", () => {
  const customer: InputSchema = { type: "object", required: ["id"], properties: { id: { type: "string" } } };
  const template = aTaskTemplate({
    spec: { type: "x", inputSchema: { type: "object", required: ["customer"], properties: { customer } } },
    variables: [],
  });
  const errorsOf = (fields: Record<string, string>) => readTask(draft({ variables: {}, fields }), template).errors;
  expect(Object.keys(errorsOf({}))).toEqual(["input.customer.id"]);
  expect(errorsOf({ "customer.id": "c-1" })).toEqual({});
});

it("a fault within a field's value is told at the field", () => {
  expect(errorAt({ "input.tags.1": "Give a text." }, "input.tags")).toBe("1: Give a text.");
  expect(errorAt({ "input.tagsy": "No." }, "input.tags")).toBeUndefined();
});

it("a draft like another task makes the same again; the template's own words stay the template's", () => {
  const spec = {
    ...aTask().spec,
    description: "Fetch news.",
    acceptanceCriteria: "Mine",
    input: { source: "news", days: 3, extra: 1 },
    variables: { SOURCE: "news" },
  };
  const like = draftLike(aTask({ spec, templateId: TEMPLATE.id, priority: 4, queue: "batch" }), TEMPLATE);
  expect(like).toMatchObject({ description: "", criteria: "Mine", fields: { days: "3" }, rest: { extra: 1 } });
  expect(readTask(like, TEMPLATE).input).toMatchObject({
    templateId: TEMPLATE.id,
    variables: { SOURCE: "news" },
    input: { source: "news", days: 3, extra: 1 },
    acceptanceCriteria: "Mine",
    queue: "batch",
    priority: 4,
  });
  const byHand = draftLike(aTask({ spec, assigneeId: AGENT.id, assigneeName: AGENT.name, queue: null }), undefined);
  expect(readTask(byHand, undefined).input).toMatchObject({
    type: "sync.finance",
    input: spec.input,
    assigneeId: AGENT.id,
    description: "Fetch news.",
  });
});

it("an input that is too long as a whole names its longest field, and only there", () => {
  const text: InputSchema = { type: "string", contentMediaType: "text/csv" };
  const { spec } = TEMPLATE;
  const template = {
    ...TEMPLATE,
    spec: {
      ...spec,
      inputSchema: { type: "object" as const, properties: { csv: text, note: { type: "string" as const } } },
    },
  };
  const { errors } = readTask(draft({ fields: { note: "short", csv: "a,b\n".repeat(15_000) } }), template);
  expect(Object.keys(errors)).toEqual(["input.csv"]);
  expect(errors["input.csv"]).toMatch(/^The input has 75,0\d\d characters as JSON.*at most 65,536 are taken/);
});
