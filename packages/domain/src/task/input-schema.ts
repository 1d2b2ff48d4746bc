import { z } from "zod";
import type { Json } from "../job/job.ts";
import { isDeeperThan } from "../job/json-depth.ts";
import { checkInput } from "./check-input.ts";
import { searchPattern } from "./search-pattern.ts";

export const SCHEMA_TYPES = ["string", "number", "integer", "boolean", "array", "object", "null"] as const;
export type SchemaType = (typeof SCHEMA_TYPES)[number];
export const TEXT_FORMATS = ["date", "time", "date-time", "email", "uri", "uuid", "ipv4", "ipv6"] as const;
export type TextFormat = (typeof TEXT_FORMATS)[number];

/** What a task's input must look like: JSON Schema (2020-12), without references and conditions. */
export interface InputSchema {
  $schema?: string;
  $id?: string;
  $comment?: string;
  title?: string;
  description?: string;
  examples?: Json[];
  /** Stands for what is not given. */
  default?: Json;
  type?: SchemaType | SchemaType[];
  enum?: Json[];
  const?: Json;
  minLength?: number;
  maxLength?: number;
  /** Found anywhere in the text, unless it starts with ^ or ends with $; run in linear time. */
  pattern?: string;
  format?: TextFormat;
  /** What kind of file a text is: a form then takes it from one too. Says nothing of which texts are taken. */
  contentMediaType?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  multipleOf?: number;
  items?: InputSchema;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  properties?: Record<string, InputSchema>;
  required?: string[];
  additionalProperties?: boolean | InputSchema;
  allOf?: InputSchema[];
  anyOf?: InputSchema[];
  oneOf?: InputSchema[];
}

const MEDIA_TYPE = /^[a-z]+\/[\w.+-]{1,100}$/i;
const MAX_LENGTH = 32_768;
const MAX_DEPTH = 24;

const countWords = "Give a whole number from 0.";
const count = z.int(countWords).min(0, countWords).optional();
const limit = z.number("Give a number.").optional();
const words = z.string("Give a text.").optional();
const typeWords = `A type is ${SCHEMA_TYPES.join(", ")}, or a list of them.`;
const type = z.enum(SCHEMA_TYPES, typeWords);
const self = z.lazy((): z.ZodType => part);
const alternativesWords = "Give a list of schemas.";
const alternatives = z.array(self, alternativesWords).min(1, alternativesWords).optional();
const mediaTypeWords = "A contentMediaType is like text/csv.";
const valuesWords = "Give a list of the values that are taken.";
const propertyWords = "Properties are schemas by their names.";
const requiredWords = "required is a list of names.";

const shape = {
  $schema: words,
  $id: words,
  $comment: words,
  title: words,
  description: words,
  examples: z.array(z.unknown(), "Examples are a list.").optional(),
  default: z.unknown().optional(),
  type: z.union([type, z.array(type, typeWords).min(1, typeWords)], typeWords).optional(),
  enum: z.array(z.unknown(), valuesWords).min(1, valuesWords).optional(),
  const: z.unknown().optional(),
  minLength: count,
  maxLength: count,
  pattern: z
    .string("A pattern is a regular expression.")
    .superRefine((pattern, ctx) => {
      const compiled = searchPattern(pattern);
      if (!compiled.ok) ctx.addIssue({ code: "custom", message: compiled.message });
    })
    .optional(),
  format: z.enum(TEXT_FORMATS, `A format is one of ${TEXT_FORMATS.join(", ")}.`).optional(),
  contentMediaType: z.string(mediaTypeWords).regex(MEDIA_TYPE, mediaTypeWords).optional(),
  minimum: limit,
  maximum: limit,
  exclusiveMinimum: limit,
  exclusiveMaximum: limit,
  multipleOf: z.number("Give a number above 0.").positive("Give a number above 0.").optional(),
  items: self.optional(),
  minItems: count,
  maxItems: count,
  uniqueItems: z.boolean("uniqueItems is true or false.").optional(),
  properties: z.record(z.string(), self, propertyWords).optional(),
  required: z.array(z.string(requiredWords), requiredWords).optional(),
  additionalProperties: z
    .union([z.boolean(), self], "additionalProperties is true, false or the schema of further fields.")
    .optional(),
  allOf: alternatives,
  anyOf: alternatives,
  oneOf: alternatives,
};
const TAKEN = Object.keys(shape);

const part: z.ZodType = z
  .looseObject(shape, 'A schema is an object, such as {"type": "string"}.')
  .superRefine((schema, ctx) => {
    for (const key of Object.keys(schema))
      if (!TAKEN.includes(key))
        ctx.addIssue({
          code: "custom",
          path: [key],
          message: `The keyword ${key} is not taken. Taken are ${TAKEN.filter((each) => !each.startsWith("$")).join(", ")}.`,
        });
    if (schema.default === undefined) return;
    const { default: otherwise, ...rest } = schema as InputSchema;
    const [fault] = checkInput(rest, otherwise ?? null, "default").issues;
    if (fault)
      ctx.addIssue({ code: "custom", path: ["default"], message: `The default does not fit. ${fault.message}` });
  });

const sizeWords = "A schema has at most 32,768 characters as JSON, nested at most 24 deep.";

/** A template's schema of its input, kept as it came: always of an object, whose fields a form can ask for. */
export const inputSchemaInput = z
  .custom<InputSchema>(
    (value) => value !== undefined && !isDeeperThan(value, MAX_DEPTH) && JSON.stringify(value).length <= MAX_LENGTH,
    { error: sizeWords, abort: true },
  )
  .superRefine((schema, ctx) => {
    const issues = part.safeParse(schema).error?.issues ?? [];
    for (const { path, message } of issues) ctx.addIssue({ code: "custom", path, message });
    if (issues.length === 0 && schema.type !== "object")
      ctx.addIssue({ code: "custom", path: ["type"], message: 'An input is an object: write "type": "object".' });
  });
