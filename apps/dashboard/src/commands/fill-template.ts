import type { JobDocument, TemplateVariable } from "@fieldline/domain/document";
import { checkVariables, fillDocument } from "@fieldline/domain/variables";

type Errors = Record<string, string>;

export interface Filled {
  /** The document as the device would get it; undefined where it cannot be filled in. */
  document: JobDocument | undefined;
  /** What is wrong with the variables, by name. */
  errors: Errors;
  /** What is wrong with the document itself. */
  faults: string[];
}

/** A template's document with the variables put in, by the rules that the server has. */
export function fillTemplate(
  document: unknown,
  variables: readonly TemplateVariable[],
  values: Readonly<Record<string, string>>,
): Filled {
  const known = Object.fromEntries(
    Object.entries(values).filter(([name]) => variables.some((each) => each.name === name)),
  );
  const checked = checkVariables(variables, known);
  if (!checked.ok)
    return {
      document: undefined,
      faults: [],
      errors: Object.fromEntries(checked.issues.map((each) => [each.path, each.message])),
    };
  const filled = fillDocument(document, checked.values);
  if (filled.ok) return { document: filled.document, errors: {}, faults: [] };
  return {
    document: undefined,
    errors: {},
    faults: filled.issues.map(({ path, message }) => (path ? `${path}: ${message}` : message)),
  };
}

/** The values that differ from what the template has by itself; an empty one over a default is told too. */
export function toldValues(
  variables: readonly TemplateVariable[],
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    variables.flatMap(({ name, default: otherwise = "" }) => {
      const value = values[name];
      return value === undefined || value === otherwise ? [] : [[name, value]];
    }),
  );
}
