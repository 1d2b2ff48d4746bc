import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Json } from "../job/job.ts";
import { checkInput } from "./check-input.ts";
import { type InputSchema, inputSchemaInput } from "./input-schema.ts";

const told = (schema: InputSchema, value: Json) => checkInput(schema, value).issues.map(({ message }) => message);

describe("a value that does not fit is told what would be taken", () => {
  it.each<[InputSchema, Json, string]>([
    [{ type: "string" }, 1, "Give a text."],
    [{ type: "integer", minimum: 1, maximum: 10 }, 11, "Give a whole number from 1 to 10."],
    [{ type: "integer" }, 1.5, "Give a whole number."],
    [{ type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER }, -1, "Give a whole number of at least 0."],
    [{ type: "integer", minimum: Number.MIN_SAFE_INTEGER, maximum: 9 }, 10, "Give a whole number of at most 9."],
    [{ type: "number", exclusiveMinimum: 0, maximum: 9 }, 0, "Give a number above 0 of at most 9."],
    [{ type: "number", multipleOf: 0.1 }, 0.25, "Give a number in steps of 0.1."],
    [{ type: "boolean" }, "true", "Give true or false."],
    [{ type: ["string", "null"] }, 3, "Give a text or null."],
    [{ enum: ["daily", "hourly", 1] }, "weekly", 'Give "daily", "hourly" or 1.'],
    [{ const: "prices" }, "news", 'Give "prices".'],
    [{ type: "string", minLength: 2, maxLength: 4 }, "x", "Give a text of 2 to 4 characters."],
    [{ type: "string", minLength: 60_000 }, "x", "Give a text of at least 60,000 characters."],
    [{ type: "string", maxLength: 1 }, "xx", "Give a text of at most 1 character."],
    [{ type: "string", pattern: "^[A-Z]{3}$" }, "EURO", "Give a text that matches ^[A-Z]{3}$."],
    [{ type: "string", format: "date" }, "2026-02-29", "Give a date, like 2026-03-29."],
    [{ type: "string", format: "email" }, "ada", "Give an e-mail address."],
    [{ type: "array", minItems: 1 }, [], "Give a list of at least 1 entry."],
    [{ type: "object" }, [], "Give an object."],
    [{ anyOf: [{ type: "string" }, { type: "integer" }] }, true, "Give a text, or a whole number."],
    [
      { oneOf: [{ type: "number" }, { type: "integer" }] },
      1,
      "Exactly one of these must fit: a number, or a whole number.",
    ],
    [{ type: "object", required: ["a"] }, {}, "It is required."],
    [{ allOf: [{ type: "string", minLength: 3 }] }, "ab", "Give a text of at least 3 characters."],
    [
      { type: "array", uniqueItems: true },
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      "This entry is in the list already.",
    ],
  ])("%j: %j", (schema, value, words) => expect(told(schema, value)).toEqual([words]));
});

describe("the fields of an object", () => {
  const schema: InputSchema = {
    type: "object",
    required: ["source", "days"],
    additionalProperties: false,
    properties: {
      source: { type: "string" },
      days: { type: "integer", default: 1 },
      options: { type: "object", properties: { depth: { type: "integer", default: 3 } } },
      tags: { type: "array", items: { type: "string" } },
    },
  };

  it("have their defaults where they are not given", () =>
    expect(checkInput(schema, { source: "prices", options: {} })).toEqual({
      value: { source: "prices", days: 1, options: { depth: 3 } },
      issues: [],
    }));

  it("are named by their paths", () =>
    expect(checkInput(schema, { dayz: 1, tags: ["a", 2], options: { depth: "x" } }).issues).toEqual([
      { path: "input.dayz", message: "There is no such field. There are source, days, options, tags." },
      { path: "input.tags.1", message: "Give a text." },
      { path: "input.options.depth", message: "Give a whole number." },
      { path: "input.source", message: "It is required: give a text.", isMissing: true },
    ]));
});

it("a pattern takes no longer than its text, whatever it holds", () => {
  expect(told({ type: "string", pattern: "^(a+)+$" }, `${"a".repeat(4_000)}!`)).toHaveLength(1);
});

it("a pattern is found anywhere unless it is held to an end", () => {
  const fits = (pattern: string, text: string) => told({ pattern }, text).length === 0;
  expect([fits("b", "abc"), fits("^b", "abc"), fits("^a", "abc"), fits("c$", "abc"), fits("b$", "abc")]).toEqual([
    true,
    false,
    true,
    true,
    false,
  ]);
  expect([fits("a\\$", "xa$y"), fits("^(?:a|b)$", "b")]).toEqual([true, true]);
});

const texts = fc.constantFrom("", "a", "ab", "abc", "2026-01-01", "0");
const scalar = fc.oneof(
  texts,
  fc.integer({ min: -3, max: 12 }),
  fc.constantFrom(0.5, 1.5),
  fc.boolean(),
  fc.constant(null),
);
const value: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "c"), tie("value"), { maxKeys: 3 }),
  ),
})).value;
const count = fc.integer({ min: 0, max: 3 });
const schema = fc.letrec<{ schema: InputSchema }>((tie) => ({
  schema: fc.oneof(
    { depthSize: "small" },
    fc.record({ type: fc.constant("string" as const), minLength: count, maxLength: count }, { requiredKeys: ["type"] }),
    fc.record(
      { type: fc.constantFrom("integer" as const, "number" as const), minimum: count, exclusiveMaximum: count },
      { requiredKeys: ["type"] },
    ),
    fc.constantFrom<InputSchema>({ type: "boolean" }, { type: "null" }, { enum: ["a", 1, null] }, { const: "ab" }),
    fc.record(
      { type: fc.constant("array" as const), items: tie("schema"), minItems: count, uniqueItems: fc.boolean() },
      { requiredKeys: ["type", "items"] },
    ),
    fc
      .record({
        properties: fc.dictionary(fc.constantFrom("a", "b", "c"), tie("schema"), { maxKeys: 3 }),
        required: fc.subarray(["a", "b"]),
        additionalProperties: fc.oneof(fc.boolean(), tie("schema")),
      })
      // The other implementation asks for nothing that is not among the properties (nor counts a list without items).
      .map(({ required, ...rest }): InputSchema => {
        const known = required.filter((name) => Object.hasOwn(rest.properties, name));
        return { type: "object", ...rest, required: known };
      }),
    fc.record({ anyOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }) }),
  ),
})).schema;

it("takes and refuses what another implementation of JSON Schema does", () => {
  let taken = 0;
  fc.assert(
    fc.property(schema, fc.array(value, { minLength: 8, maxLength: 8 }), (given, values) => {
      const other = z.fromJSONSchema(given as never);
      for (const each of values) {
        const isTaken = told(given, each).length === 0;
        taken += Number(isTaken);
        expect(isTaken, JSON.stringify({ given, each })).toBe(other.safeParse(each).success);
      }
    }),
    { numRuns: 400 },
  );
  expect(taken).toBeGreaterThan(100);
});

describe("a schema of a template", () => {
  const pathsOf = (schema: unknown) =>
    inputSchemaInput.safeParse(schema).error?.issues.map(({ path }) => path.join(".")) ?? [];
  const of = (field: unknown) => ({ type: "object", properties: { a: field } });

  it("is kept as it came", () => {
    const good = { $schema: "https://json-schema.org/draft/2020-12/schema", ...of({ title: "A", type: "string" }) };
    expect(JSON.stringify(inputSchemaInput.parse(good))).toBe(JSON.stringify(good));
  });

  it("may name the kind of file that a text is, which refuses no text", () => {
    const schema = of({ type: "string", contentMediaType: "text/csv" });
    expect(pathsOf(schema)).toEqual([]);
    expect(told(schema as InputSchema, { a: "no csv at all" })).toEqual([]);
  });

  it.each<[unknown, string]>([
    [{ type: "string" }, "type"],
    [{}, "type"],
    [of({ type: "text" }), "properties.a.type"],
    [of({ type: "string", pattern: "(" }), "properties.a.pattern"],
    [of({ type: "string", pattern: "(?=a)" }), "properties.a.pattern"],
    [of({ $ref: "#/$defs/x" }), "properties.a.$ref"],
    [of({ type: "string", format: "hostname" }), "properties.a.format"],
    [of({ type: "string", contentMediaType: "csv" }), "properties.a.contentMediaType"],
    [of({ type: "string", contentMediaType: 1 }), "properties.a.contentMediaType"],
    [of({ type: "integer", default: "x" }), "properties.a.default"],
    [of({ type: "integer", minimum: "1" }), "properties.a.minimum"],
    [of({ type: "array", items: [{}] }), "properties.a.items"],
    [of({ enum: [] }), "properties.a.enum"],
    [of(true), "properties.a"],
    [{ type: "object", required: [1] }, "required.0"],
    [{ type: "object", title: "x".repeat(40_000) }, ""],
    ["object", ""],
  ])("is refused: %j", (schema, path) => expect(pathsOf(schema)).toEqual([path]));
});

describe("a schema that asks for more than anybody waits for", () => {
  const list = (items: InputSchema): InputSchema => ({ type: "object", properties: { a: { type: "array", items } } });
  const many = (length: number, each: Json) => ({ a: Array.from({ length }, () => each) });
  const given = (schema: InputSchema, value: Json) => checkInput(schema, value).issues;

  it("has its faults told as far as somebody reads them", () => {
    const issues = given(list({ enum: Array.from({ length: 3_000 }, (_none, at) => ({ at })) }), many(8_000, { z: 1 }));
    expect(issues).toHaveLength(100);
    expect(issues[0]?.message).toMatch(/^Give \{"at":0\}, .*…$/);
    expect(JSON.stringify(issues).length).toBeLessThan(70_000);
    const [unknown] = given({ type: "object", additionalProperties: false }, { ["n".repeat(60_000)]: { m: 1 } });
    expect(unknown?.path).toBe(`input.${"n".repeat(100)}`);
  });

  it.each<[string, InputSchema, Json]>([
    ["patterns", list({ pattern: "((a{1,30}){1,30})" }), many(15, "a".repeat(4_000))],
    ["alternatives", list({ anyOf: Array.from({ length: 3_000 }, () => ({ type: "null" })) }), many(8_000, 1)],
    ["values", list({ anyOf: Array.from({ length: 1_000 }, () => ({ const: {} })) }), many(8_000, { z: 1 })],
  ])("is given up, and says so: %s", (_what, schema, value) => {
    expect(given(schema, value)).toEqual([
      { path: "input", message: expect.stringMatching(/^It takes too long to hold this against its schema\./) },
    ]);
  });

  it("is no large input that is as it should be", () => {
    const schema = list({ type: "string", pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" });
    expect(given(schema, many(1_500, "0190b2c4-7e1a-7000-8000-0123456789ab"))).toEqual([]);
  });
});
