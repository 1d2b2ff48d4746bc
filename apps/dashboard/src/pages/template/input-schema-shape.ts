import { SCHEMA_TYPES, TEXT_FORMATS } from "@fieldline/domain/input-schema";
import type { JsonSchema } from "../../editor/json-schema.ts";

const text = (description: string): JsonSchema => ({ type: "string", description });
const number = (description: string): JsonSchema => ({ type: "number", description });

/** What completion offers in a schema of an input: the keywords that are taken. */
export const inputSchemaShape: JsonSchema = {
  type: "object",
  properties: {
    type: { enum: [...SCHEMA_TYPES], description: "What kind of value it is." },
    title: text("What the form calls the field."),
    description: text("Stands beneath the field."),
    default: { description: "Stands for what is not given." },
    enum: { type: "array", description: "The values that are taken." },
    const: { description: "The one value that is taken." },
    properties: { type: "object", description: "The fields of an object, by name." },
    required: { type: "array", description: "The names of the fields that must be there." },
    additionalProperties: { enum: [true, false], description: "Whether there may be other fields." },
    items: { type: "object", description: "What each entry of a list is." },
    minItems: number("Fewest entries of a list."),
    maxItems: number("Most entries of a list."),
    uniqueItems: { enum: [true, false], description: "Whether each entry stands once." },
    minLength: number("Fewest characters of a text."),
    maxLength: number("Most characters of a text."),
    pattern: text("A regular expression that is found in the text."),
    format: { enum: [...TEXT_FORMATS], description: "What a text is." },
    minimum: number("The least number that is taken."),
    maximum: number("The greatest number that is taken."),
    exclusiveMinimum: number("The number must be above it."),
    exclusiveMaximum: number("The number must be below it."),
    multipleOf: number("The steps that a number goes in."),
    anyOf: { type: "array", description: "At least one of these fits." },
    oneOf: { type: "array", description: "Exactly one of these fits." },
    allOf: { type: "array", description: "All of these fit." },
  },
};
