import { z } from "zod";
import { joinCommand, splitCommand } from "./command-line.ts";
import type { DocumentStep, JobDocument, TemplateVariable } from "./document.ts";
import type { DocumentIssue } from "./document-issue.ts";
import { fillScript, unknownVariable } from "./fill-script.ts";
import { type ParsedDocument, parseJobDocument } from "./parse-document.ts";
import { compilePattern } from "./pattern.ts";
import { mapTexts, namesIn, PLACEHOLDER } from "./placeholders.ts";

export const MAX_VALUE_LENGTH = 1_024;
const MAX_VARIABLES = 50;

type Values = Readonly<Record<string, string>>;

/** The names of a document's variables, each once, in the order of the document. */
export function variablesIn(document: unknown): string[] {
  const names = new Set<string>();
  mapTexts(document, (text) => {
    for (const name of namesIn(text)) names.add(name);
    return text;
  });
  return [...names];
}

const nameWords = "A variable's name has 1 to 64 letters, digits and _, and starts with no digit.";
const labelWords = "A variable's label has at most 100 characters.";
const descriptionWords = "A variable's description has at most 500 characters.";
const variable = z
  .object(
    {
      name: z.string(nameWords).regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, nameWords),
      label: z.string(labelWords).max(100, labelWords).optional(),
      description: z.string(descriptionWords).max(500, descriptionWords).optional(),
      required: z.boolean("required is true or false.").optional(),
      default: z.string("A default is a text.").optional(),
      pattern: z
        .string("A pattern is a regular expression.")
        .superRefine((pattern, ctx) => {
          const compiled = compilePattern(pattern);
          if (!compiled.ok) ctx.addIssue({ code: "custom", message: compiled.message });
        })
        .optional(),
    },
    "A variable is an object with a name.",
  )
  .superRefine((declared, ctx) => {
    const fault = declared.default !== undefined && faultOf(declared, declared.default);
    if (fault) ctx.addIssue({ code: "custom", path: ["default"], message: fault });
  });

/** A template's declared variables: each name once, patterns that can be run, defaults that match them. */
export const templateVariablesSchema = z
  .array(variable, "variables is a list of variables.")
  .max(MAX_VARIABLES, `A template has at most ${MAX_VARIABLES} variables.`)
  .superRefine((declared, ctx) => {
    for (const [index, { name }] of declared.entries())
      if (declared.findIndex((other) => other.name === name) < index)
        ctx.addIssue({ code: "custom", path: [index, "name"], message: `There is another variable ${name}.` });
  });

export type CheckedVariables = { ok: true; values: Record<string, string> } | { ok: false; issues: DocumentIssue[] };

/**
 * The value of each declared variable: the given one, else its default, else nothing at all.
 * Refuses what is missing, what does not match and what is not declared; the path of an issue is the variable's name.
 */
export function checkVariables(declared: readonly TemplateVariable[], given: Values): CheckedVariables {
  const values = Object.fromEntries(declared.map((each) => [each.name, valueFor(each, given)]));
  const names = declared.length > 0 ? `It has ${declared.map(({ name }) => name).join(", ")}.` : "It has none.";
  const issues = [
    ...declared.map((each) => ({ path: each.name, message: faultOf(each, values[each.name] ?? "") })),
    ...Object.keys(given).map((path) => ({
      path,
      message: Object.hasOwn(values, path) ? undefined : `The template has no variable ${path}. ${names}`,
    })),
  ].flatMap(({ path, message }) => (message ? [{ path, message }] : []));
  return issues.length > 0 ? { ok: false, issues } : { ok: true, values };
}

function valueFor({ name, default: otherwise = "" }: TemplateVariable, given: Values): string {
  return Object.hasOwn(given, name) ? (given[name] ?? "") : otherwise;
}

function faultOf({ name, required, pattern }: TemplateVariable, value: string): string | undefined {
  if (value === "") return required ? `${name} is required.` : undefined;
  if (value.length > MAX_VALUE_LENGTH) return `${name} has at most ${MAX_VALUE_LENGTH} characters.`;
  if (value.includes("\0") || !value.isWellFormed()) return `${name} holds a character that no program can be given.`;
  const compiled = pattern === undefined ? undefined : compilePattern(pattern);
  return compiled?.ok && !compiled.matches(value) ? `${name} must match ${pattern}` : undefined;
}

/**
 * A document with every placeholder filled in, once: what a value holds is not read again.
 * Quoted by where it lands: one argument of a `runCommand`, a quoted text of a script, as it is elsewhere.
 */
export function fillDocument(document: unknown, values: Values): ParsedDocument {
  const parsed = parseJobDocument(document);
  if (!parsed.ok) return parsed;
  const issues: DocumentIssue[] = [];
  const actions = actionsByInput(parsed.document);
  const filled = mapTexts(parsed.document, (text, path) => {
    if (namesIn(text).length === 0) return text;
    const { text: put, faults } = fillText(text, actions.get(path), values);
    issues.push(...faults.map((message) => ({ path, message })));
    return put;
  });
  return issues.length > 0 ? { ok: false, issues } : parseJobDocument(filled);
}

/** A template's document as parsed, where every placeholder is of a declared variable and can be filled in. */
export function checkTemplateDocument(document: unknown, declared: readonly TemplateVariable[]): ParsedDocument {
  const filled = fillDocument(document, Object.fromEntries(declared.map(({ name }) => [name, "x"])));
  return filled.ok ? parseJobDocument(document) : filled;
}

type Action = DocumentStep["action"];

function actionsByInput({ steps, finalStep }: JobDocument): Map<string, Action> {
  const all: [string, Action][] = steps.map(({ action }, index) => [`steps.${index}`, action]);
  if (finalStep) all.push(["finalStep", finalStep.action]);
  return new Map(
    all.map(([path, action]) => [`${path}.action.input.${action.type === "runScript" ? "script" : "command"}`, action]),
  );
}

function fillText(text: string, action: Action | undefined, values: Values): { text: string; faults: string[] } {
  if (action?.type === "runScript") {
    const { script, faults } = fillScript(text, action.input.interpreter ?? "sh", values);
    return { text: script, faults };
  }
  const unknown = namesIn(text).filter((name) => !Object.hasOwn(values, name));
  const put = (part: string) => part.replace(PLACEHOLDER, (_, name: string) => values[name] ?? "");
  return {
    text: action?.type === "runCommand" ? joinCommand(splitCommand(text).map(put)) : put(text),
    faults: [...new Set(unknown)].map(unknownVariable),
  };
}
