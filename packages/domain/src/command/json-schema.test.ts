import { describe, expect, it } from "vitest";
import { documentJsonSchema } from "./json-schema.ts";
import { parseJobDocument } from "./parse-document.ts";

type Schema = Record<string, unknown>;
const object = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The keywords that the schema uses, as the draft has them; any other fails the test. */
const keywords: Record<string, (rule: never, value: unknown) => boolean> = {
  type: (rule: string, value) =>
    ({
      object: object(value),
      array: Array.isArray(value),
      string: typeof value === "string",
      integer: Number.isInteger(value),
    })[rule] ?? false,
  const: (rule: unknown, value) => rule === value,
  enum: (rule: unknown[], value) => rule.includes(value),
  minimum: (rule: number, value) => typeof value !== "number" || value >= rule,
  maximum: (rule: number, value) => typeof value !== "number" || value <= rule,
  minLength: (rule: number, value) => typeof value !== "string" || value.length >= rule,
  maxLength: (rule: number, value) => typeof value !== "string" || value.length <= rule,
  pattern: (rule: string, value) => typeof value !== "string" || new RegExp(rule, "u").test(value),
  required: (rule: string[], value) => !object(value) || rule.every((key) => key in value),
  properties: (rule: Record<string, Schema>, value) =>
    !object(value) || Object.entries(rule).every(([key, each]) => !(key in value) || isValid(each, value[key])),
  items: (rule: Schema, value) => !Array.isArray(value) || value.every((each) => isValid(rule, each)),
  minItems: (rule: number, value) => !Array.isArray(value) || value.length >= rule,
  maxItems: (rule: number, value) => !Array.isArray(value) || value.length <= rule,
  not: (rule: Schema, value) => !isValid(rule, value),
  anyOf: (rule: Schema[], value) => rule.some((each) => isValid(each, value)),
  oneOf: (rule: Schema[], value) => rule.filter((each) => isValid(each, value)).length === 1,
  $ref: (rule: string, value) => isValid(definition(rule), value),
};
const annotations = ["$schema", "title", "description", "definitions"];

function definition(reference: string): Schema {
  const found = new Map<string, Schema>(Object.entries(documentJsonSchema.definitions)).get(
    reference.replace("#/definitions/", ""),
  );
  if (!found) throw new Error(`There is no ${reference}.`);
  return found;
}
function isValid(schema: Schema, value: unknown): boolean {
  return Object.entries(schema).every(([keyword, rule]) => {
    const holds = keywords[keyword];
    if (!holds && !annotations.includes(keyword)) throw new Error(`The test knows no keyword ${keyword}.`);
    return !holds || holds(rule as never, value);
  });
}

const command = { name: "a", type: "runCommand", input: { command: "true" } };
const handler = { name: "a", type: "runHandler", input: { handler: "a.sh" } };
const script = { name: "a", type: "runScript", input: { script: "true" } };
const of = (action: unknown, fields: Schema = {}) => ({ version: "1.0", steps: [{ action }], ...fields });

const good: unknown[] = [
  of(command),
  of({ ...command, input: { command: "echo,a\\,b, c" } }),
  of({ ...command, input: { command: "a\\,b" } }),
  of({ ...command, runAsUser: "", allowStdErr: 2, ignoreStepFailure: "true", timeoutMs: 1, extra: [] }, { extra: 1 }),
  of({ ...command, runAsUser: "{{USER}}" }),
  of({
    ...handler,
    runAsUser: "svc_1",
    allowStdErr: "false",
    input: { ...handler.input, args: ["a", ""], path: "default", more: 1 },
  }),
  of(
    { ...script, input: { ...script.input, interpreter: "node", args: [] } },
    { finalStep: { action: command }, includeStdOut: "false" },
  ),
  of(command, { steps: Array(50).fill({ action: handler, more: 1 }) }),
  of(command, {
    conditions: [
      { key: "site", value: ["a", "b"], type: "stringNotEqual" },
      { key: "site", value: "a" },
    ],
  }),
  of(command, { operation: "kept as it came" }),
  { operation: "a.sh" },
  {
    operation: "a.sh",
    args: ["a"],
    path: "",
    allowStdErr: 0,
    includeStdOut: true,
    runAsUser: "root",
    timeoutMs: 5,
    more: 1,
  },
];

const bad: unknown[] = [
  null,
  7,
  [],
  {},
  { version: "1.0" },
  { steps: [{ action: command }] },
  of(command, { version: "2.0" }),
  of(command, { version: 1 }),
  of(command, { steps: [] }),
  of(command, { steps: Array(51).fill({ action: command }) }),
  of(command, { steps: [{}] }),
  of(command, { steps: [command] }),
  of(command, { finalStep: command }),
  of(command, { includeStdOut: "yes" }),
  of(command, { conditions: {} }),
  ...[
    { value: ["a"] },
    { key: "", value: ["a"] },
    { key: "a" },
    { key: "a", value: [] },
    { key: "a", value: [1] },
    { key: "a", value: "a", type: "is" },
  ].map((condition) => of(command, { conditions: [condition] })),
  ...["name", "type", "input"]
    .map((missing) => of({ ...command, [missing]: undefined }))
    .map((each) => JSON.parse(JSON.stringify(each))),
  ...[
    { name: "" },
    { name: 1 },
    { name: "n".repeat(201) },
    { type: "runShell" },
    { type: "runHandler" },
    { input: {} },
    { input: "true" },
    { input: { command: "" } },
    { input: { command: ",a" } },
    { input: { command: "ls -l" } },
    { input: { command: " ls" } },
    { input: { command: ["ls"] } },
    { runAsUser: "-u" },
    { runAsUser: 0 },
    { allowStdErr: -1 },
    { allowStdErr: 1.5 },
    { allowStdErr: "2" },
    { ignoreStepFailure: 1 },
    { timeoutMs: 0 },
    { timeoutMs: 604_800_001 },
    { timeoutMs: "5" },
    { timeout: 5 },
  ].map((fields) => of({ ...command, ...fields })),
  of({ ...handler, input: { handler: "" } }),
  of({ ...handler, input: { handler: "a", args: "a" } }),
  of({ ...handler, input: { handler: "a", args: [1] } }),
  of({ ...handler, input: { handler: "a", path: 1 } }),
  of({ ...script, input: { script: "" } }),
  of({ ...script, input: { script: "a", interpreter: "perl" } }),
  { operation: "" },
  { operation: 1 },
  { operation: "a", args: [1] },
  { operation: "a", path: {} },
  { operation: "a", steps: [] },
];

describe("the JSON Schema", () => {
  it.each(good.map((document) => [document]))("takes what the parser takes: %j", (document) => {
    expect(parseJobDocument(document)).toMatchObject({ ok: true });
    expect(isValid(documentJsonSchema, document)).toBe(true);
  });

  it.each(bad.map((document) => [document]))("refuses what the parser refuses: %j", (document) => {
    expect(parseJobDocument(document).ok).toBe(false);
    expect(isValid(documentJsonSchema, document)).toBe(false);
  });

  it("describes every field", () => {
    const fields = (schema: unknown): [string, unknown][] =>
      typeof schema !== "object" || schema === null
        ? []
        : Object.entries(schema).flatMap(([key, value]) => [
            ...(key === "properties" ? Object.entries(value as Schema) : []),
            ...fields(value),
          ]);
    const bare = fields(documentJsonSchema).filter(
      ([name, field]) => !["type", "action", "input"].includes(name) && !(field as Schema).description,
    );
    expect(bare).toEqual([]);
  });
});
