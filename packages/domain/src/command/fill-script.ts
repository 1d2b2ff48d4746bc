import type { Interpreter } from "../template/template.ts";
import { GRAMMARS } from "./script-grammars.ts";
import { type Place, placesIn } from "./script-places.ts";

interface Language {
  /** The line that gives a variable its value. */
  assign: (variable: string, value: string) => string;
  /** How the variable's value is had in each mode; a placeholder in any other mode is refused. */
  refer: Record<string, (variable: string) => string>;
  /** What of a script must stay before the first statement. */
  preamble: RegExp;
  advice: string;
}

const quotedExpansion = (variable: string) => `"\${${variable}}"`;
const expansion = (variable: string) => `\${${variable}}`;
const identity = (variable: string) => variable;

const SHELL: Language = {
  assign: (variable, value) => `${variable}='${value.replaceAll("'", "'\\''")}'`,
  refer: {
    code: quotedExpansion,
    parentheses: quotedExpansion,
    backquotes: quotedExpansion,
    "double quotes": expansion,
    "here-document": expansion,
  },
  preamble: /^#![^\n]*(?:\n|$)/,
  advice: "Write it in the open or in double quotes.",
};
const JSON_LITERALS = { assign: (variable: string, value: string) => `${variable} = ${JSON.stringify(value)}` };
const LANGUAGES: Record<Interpreter, Language> = {
  sh: SHELL,
  bash: SHELL,
  python3: {
    ...JSON_LITERALS,
    refer: { code: identity },
    preamble: /^(?:(?:#[^\n]*|[ \t]*|from __future__ import [^\n(]*)\n)*/,
    advice: 'It stands for a whole text, so write it without quotes, as in "a" + {{NAME}}.',
  },
  node: {
    assign: (variable, value) => `const ${JSON_LITERALS.assign(variable, value)};`,
    refer: { code: identity, block: identity, "a template literal": expansion },
    preamble: /^(?:#![^\n]*(?:\n|$))?(?:\s*(?:"use strict"|'use strict');?[ \t]*(?:\n|$))?/,
    advice: 'It stands for a whole text, so write it without quotes, as in "a" + {{NAME}}.',
  },
};

/**
 * A script with its placeholders filled. Values never become program text: each is assigned, quoted, to a variable at
 * the script's head (`fieldline_NAME`), and a placeholder becomes a reference to it. A wrong guess about where a
 * placeholder stands can so spoil what a script says, but a value is code only to a script that evaluates it itself.
 */
export function fillScript(
  script: string,
  interpreter: Interpreter,
  values: Readonly<Record<string, string>>,
): { script: string; faults: string[] } {
  const language = LANGUAGES[interpreter];
  const places = placesIn(script, GRAMMARS[interpreter]);
  const faults = places.flatMap((place) => faultOf(place, language, values) ?? []);
  if (places.length === 0 || faults.length > 0) return { script, faults };
  const names = [...new Set(places.map(({ name }) => name))];
  const head = names.map((name) => `${language.assign(variableOf(name), values[name] ?? "")}\n`).join("");
  const [preamble = ""] = language.preamble.exec(script) ?? [];
  const gap = preamble === "" || preamble.endsWith("\n") ? "" : "\n";
  return { script: preamble + gap + head + filled(script, places, language).slice(preamble.length), faults };
}

function variableOf(name: string): string {
  return `fieldline_${name}`;
}

function faultOf({ name, mode }: Place, language: Language, values: object): string | undefined {
  if (!Object.hasOwn(values, name)) return unknownVariable(name);
  if (mode in language.refer) return;
  if (mode === "escaped") return `{{${name}}} stands after a backslash. Take the backslash away.`;
  return `{{${name}}} stands in ${mode}, where it cannot be filled in safely. ${language.advice}`;
}

/** Said of a placeholder that no value is there for. */
export function unknownVariable(name: string): string {
  return `There is no variable ${name}. Declare it, or take {{${name}}} out.`;
}

function filled(script: string, places: Place[], { refer }: Language): string {
  let text = "";
  let from = 0;
  for (const { index, name, mode } of places) {
    text += script.slice(from, index) + (refer[mode]?.(variableOf(name)) ?? "");
    from = index + name.length + "{{}}".length;
  }
  return text + script.slice(from);
}
