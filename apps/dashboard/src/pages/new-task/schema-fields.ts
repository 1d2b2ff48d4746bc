import type { InputSchema } from "@fieldline/domain/input-schema";
import type { Json } from "@fieldline/domain/job";

export type FieldKind =
  | "text"
  | "longText"
  | "number"
  | "flag"
  | "choice"
  | "date"
  | "dateTime"
  | "file"
  | "texts"
  | "json";

/** One field of the form that an input's schema makes. */
export interface InputField {
  kind: FieldKind;
  /** Its place in the input, names joined by dots. */
  key: string;
  path: readonly string[];
  label: string;
  hint: string | undefined;
  isRequired: boolean;
  schema: InputSchema;
  /** What stands where nothing is given. */
  otherwise: Json | undefined;
}
/** An object's fields under its name. */
export interface FieldGroup {
  kind: "group";
  key: string;
  label: string;
  hint: string | undefined;
  isRequired: boolean;
  fields: InputField[];
}

/** The fields of an object's schema, in its order; objects within it are groups, what lies deeper is JSON. */
export function fieldsOfSchema(schema: InputSchema): (InputField | FieldGroup)[] {
  return Object.entries(schema.properties ?? {}).map(([name, each]) => {
    if (!isGroup(each)) return fieldOf(each, [name], schema);
    const fields = Object.entries(each.properties ?? {}).map(([inner, deep]) => fieldOf(deep, [name, inner], each));
    const isRequired = schema.required?.includes(name) ?? false;
    return { kind: "group", key: name, label: labelOf(each, name), hint: each.description, isRequired, fields };
  });
}

/** Every field of the form, those of groups too. */
export function flatFields(fields: readonly (InputField | FieldGroup)[]): InputField[] {
  return fields.flatMap((each) => (each.kind === "group" ? each.fields : [each]));
}

function isGroup({ type, properties, anyOf, oneOf }: InputSchema): boolean {
  return type === "object" && Object.keys(properties ?? {}).length > 0 && !anyOf && !oneOf;
}

function fieldOf(schema: InputSchema, path: string[], parent: InputSchema): InputField {
  const name = path.at(-1) ?? "";
  return {
    kind: kindOf(schema),
    key: path.join("."),
    path,
    label: labelOf(schema, name),
    hint: schema.description,
    isRequired: parent.required?.includes(name) ?? false,
    schema,
    otherwise: schema.default,
  };
}

function labelOf({ title }: InputSchema, name: string): string {
  return title || name;
}

/** A text that may be longer than this has lines, such as a file has. */
const LINE_LENGTH = 500;

function kindOf(schema: InputSchema): FieldKind {
  const { type, format, items, maxLength = 0 } = schema;
  if (schema.enum || schema.const !== undefined) return "choice";
  if (type === "string" && format === "date") return "date";
  if (type === "string" && format === "date-time") return "dateTime";
  if (type === "string" && schema.contentMediaType) return "file";
  if (type === "string") return maxLength > LINE_LENGTH ? "longText" : "text";
  if (type === "number" || type === "integer") return "number";
  if (type === "boolean") return "flag";
  return type === "array" && items?.type === "string" && !items.enum ? "texts" : "json";
}

/** The values that a choice offers. */
export function choicesOf({ enum: values, const: only }: InputSchema): Json[] {
  return only === undefined ? (values ?? []) : [only];
}
