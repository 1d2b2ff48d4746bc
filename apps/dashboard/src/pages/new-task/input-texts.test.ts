import type { InputSchema } from "@fieldline/domain/input-schema";
import { describe, expect, it } from "vitest";
import { inputOfTexts, textsOfInput } from "./input-texts.ts";
import { fieldsOfSchema, flatFields } from "./schema-fields.ts";

const SCHEMA: InputSchema = {
  type: "object",
  required: ["source", "isFull"],
  properties: {
    source: { type: "string", title: "Source", description: "Where from." },
    days: { type: "integer", minimum: 1 },
    isFull: { type: "boolean" },
    mode: { enum: ["fast", 2, null] },
    day: { type: "string", format: "date" },
    at: { type: "string", format: "date-time" },
    tags: { type: "array", items: { type: "string" } },
    customer: {
      type: "object",
      required: ["id"],
      properties: { id: { type: "string" }, deep: { type: "object", properties: { a: { type: "string" } } } },
    },
    more: { type: "object" },
    csv: { type: "string", maxLength: 60_000 },
  },
};
const fields = flatFields(fieldsOfSchema(SCHEMA));

describe("the form of a schema", () => {
  it("has a field for each value, and a group for each object", () => {
    expect(fieldsOfSchema(SCHEMA).map(({ key, kind }) => `${key} ${kind}`)).toEqual([
      "source text",
      "days number",
      "isFull flag",
      "mode choice",
      "day date",
      "at dateTime",
      "tags texts",
      "customer group",
      "more json",
      "csv longText",
    ]);
    expect(fields.find(({ key }) => key === "customer.deep")?.kind).toBe("json");
    expect(fields[0]).toMatchObject({ label: "Source", hint: "Where from.", isRequired: true });
    expect(fields[1]).toMatchObject({ label: "days", isRequired: false });
  });

  it("gives what is typed as what it is, and nothing of what is empty", () => {
    const texts = {
      source: "prices",
      days: "7",
      isFull: "true",
      mode: "2",
      day: "2026-03-29",
      tags: "a\n\n b ",
      "customer.id": "12",
      "customer.deep": '{"a":"x"}',
      more: "",
    };
    expect(inputOfTexts(fields, texts)).toEqual({
      input: {
        source: "prices",
        days: 7,
        isFull: true,
        mode: 2,
        day: "2026-03-29",
        tags: ["a", "b"],
        customer: { id: "12", deep: { a: "x" } },
      },
      faults: {},
    });
  });

  it("gives a box that must be there as not ticked, unless the template says it", () => {
    expect(inputOfTexts(fields, {}).input).toEqual({ isFull: false });
    expect(inputOfTexts(fields, {}, { isFull: true }).input).toEqual({});
  });

  it("leaves what is no number to be refused in the words of the schema, and says where JSON ends", () => {
    const { input, faults } = inputOfTexts(fields, { days: "many", more: "{" });
    expect(input).toMatchObject({ days: "many" });
    expect(faults["input.more"]).toMatch(/line 1, column 2/);
  });

  it.each([
    { source: "prices", isFull: false },
    { source: " x ", days: 1, isFull: true, mode: "fast", day: "2026-02-28", at: "2026-03-29T01:30:00.000Z" },
    {
      source: 'a"b',
      isFull: true,
      mode: 2,
      tags: ["a", "b c"],
      customer: { id: "c-1", deep: { a: "x" } },
      more: { k: [1] },
    },
  ])("shows an input again as it was: %j", (input) => {
    const { texts, rest } = textsOfInput(fields, { ...input, extra: 1 });
    expect(rest).toEqual({ extra: 1 });
    expect(inputOfTexts(fields, texts)).toEqual({ input, faults: {} });
  });
});
