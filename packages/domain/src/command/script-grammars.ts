import type { Grammar } from "./script-places.ts";

/** A backslash and what it escapes; a placeholder after it is seen, and refused. */
const escaped = { token: /\\(?!\{\{\w+\}\})[\s\S]/y };
const textUntil = (end: RegExp) => [escaped, { token: end, leave: true as const }];
const lineOfTextUntil = (end: RegExp) => [...textUntil(end), { token: /\n/y, leave: true as const }];

const bracketed = [
  { token: /\]/y, leave: true as const },
  { token: /\[/y, enter: "arithmetic in brackets" },
];
/** What bash reads as arithmetic beside `$((…))`: a value in it runs what stands in brackets there. */
const hiddenArithmetic = [
  { token: /\$\[/y, enter: "arithmetic in brackets" },
  { token: /\$\{[#!]?(?:\w+|[@*])(?:\[|:(?![-=?+]))/y, enter: "a subscript or a substring's bounds" },
];
/** Of an element that is assigned: `a[…]=`, and `a=([…]=`. */
const assignedElements = [
  { token: /(?<![^\s;&|()])\w+\[(?=[^\n]{0,200}\]\+?=)/y, enter: "a subscript" },
  { token: /\[(?<==\([^)]{0,500}\[)(?=[^\n]{0,200}\]\+?=)/y, enter: "a subscript" },
];

function shell(isBash: boolean): Grammar {
  const expansions = [
    { token: /\$\(\(/y, enter: "arithmetic" },
    { token: /\$\(/y, enter: "parentheses" },
    ...hiddenArithmetic,
  ];
  const commands = [
    escaped,
    { token: /(?<![^\s;&|(<>])#[^\n]*/y },
    ...(isBash ? [{ token: /\$'/y, enter: "$'…' quotes" }] : []),
    { token: /\(\(/y, enter: "arithmetic" },
    ...assignedElements,
    { token: /'/y, enter: "single quotes" },
    { token: /"/y, enter: "double quotes" },
    ...expansions,
    { token: /\(/y, enter: "parentheses" },
    { token: /<<</y },
    { token: /<<-?[ \t]*(?:'([^'\n]*)'|"([^"\n]*)"|((?:\\.|[^\s;&|<>()'"`\\])+))/y, hereDocument: true as const },
    { token: /\n/y, line: true as const },
  ];
  const backquote = { token: /`/y, enter: "backquotes" };
  return {
    code: [...commands, backquote],
    parentheses: [{ token: /\)/y, leave: true }, ...commands, backquote],
    backquotes: [{ token: /`/y, leave: true }, ...commands],
    "single quotes": [{ token: /'/y, leave: true }],
    "$'…' quotes": textUntil(/'/y),
    "double quotes": [...textUntil(/"/y), ...expansions, backquote],
    "here-document": [escaped, ...expansions, backquote],
    arithmetic: [
      { token: /\)\)/y, leave: true },
      { token: /\(/y, enter: "arithmetic group" },
    ],
    "arithmetic in brackets": bracketed,
    "a subscript": bracketed,
    "a subscript or a substring's bounds": [{ token: /\$\{[^{}]*\}/y }, { token: /\}/y, leave: true }],
    "arithmetic group": [
      { token: /\)/y, leave: true },
      { token: /\(/y, enter: "arithmetic group" },
    ],
  };
}

const python: Grammar = {
  code: [
    { token: /#[^\n]*/y },
    { token: /"""/y, enter: "long double quotes" },
    { token: /'''/y, enter: "long single quotes" },
    { token: /"/y, enter: "double quotes" },
    { token: /'/y, enter: "single quotes" },
  ],
  "long double quotes": textUntil(/"""/y),
  "long single quotes": textUntil(/'''/y),
  "double quotes": lineOfTextUntil(/"/y),
  "single quotes": lineOfTextUntil(/'/y),
};

const statements = [
  { token: /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y },
  { token: /"/y, enter: "double quotes" },
  { token: /'/y, enter: "single quotes" },
  { token: /`/y, enter: "a template literal" },
  { token: /(?<=(?:^|[(,=:[!&|?{};+\-*%<>~^\n]|\b(?:return|typeof|case))[ \t]*)\//y, enter: "a regular expression" },
  { token: /\{/y, enter: "block" },
];
const node: Grammar = {
  code: statements,
  block: [{ token: /\}/y, leave: true }, ...statements],
  "a template literal": [...textUntil(/`/y), { token: /\$\{/y, enter: "block" }],
  "double quotes": lineOfTextUntil(/"/y),
  "single quotes": lineOfTextUntil(/'/y),
  "a regular expression": [{ token: /\[(?:\\.|[^\]\\\n])*\]?/y }, ...lineOfTextUntil(/\//y)],
};

/** How each interpreter's scripts quote: enough to tell a placeholder in code from one in a text. */
export const GRAMMARS = { sh: shell(false), bash: shell(true), python3: python, node };
