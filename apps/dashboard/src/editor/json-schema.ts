/** As much of JSON Schema as completion asks about. */
export interface JsonSchema {
  $ref?: string;
  description?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, JsonSchema | boolean>;
  required?: string[];
  items?: JsonSchema | boolean;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  not?: JsonSchema;
  [more: string]: unknown;
}

const isSchema = (each: JsonSchema | boolean | undefined): each is JsonSchema => typeof each === "object";

/** The schemas that may hold at a place: references followed, alternatives laid side by side. */
export function branchesOf(root: JsonSchema, schema: JsonSchema): JsonSchema[] {
  if (schema.$ref) {
    const target = schema.$ref
      .replace(/^#\/?/, "")
      .split("/")
      .filter(Boolean)
      .reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], root);
    return target ? branchesOf(root, target as JsonSchema) : [];
  }
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return [schema, ...parts.flatMap((part) => branchesOf(root, part))];
}

/** The schemas that may hold at a path from the top, given what the objects on the way say. */
export function schemasAt(
  root: JsonSchema,
  path: readonly string[],
  texts: readonly Readonly<Record<string, string>>[],
): JsonSchema[] {
  return path.reduce<JsonSchema[]>(
    (schemas, key, depth) =>
      fitting(schemas, texts[depth] ?? {}, []).flatMap(({ properties, items }) =>
        [properties?.[key], /^\d+$/.test(key) ? items : undefined]
          .filter(isSchema)
          .flatMap((each) => branchesOf(root, each)),
      ),
    branchesOf(root, root),
  );
}

/** The branches that do not contradict what the object says already, such as another type or a field that they rule out. */
export function fitting(
  schemas: readonly JsonSchema[],
  texts: Readonly<Record<string, string>>,
  names: readonly string[],
): JsonSchema[] {
  return schemas.filter(({ properties = {}, not }) => {
    const isRuledOut = not?.required?.some((name) => names.includes(name)) ?? false;
    const agrees = Object.entries(properties).every(
      ([name, each]) => !isSchema(each) || typeof each.const !== "string" || (texts[name] ?? each.const) === each.const,
    );
    return agrees && !isRuledOut;
  });
}
