const TOKEN =
  /[ \t\n\r]*(?:([{}[\],:])|"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|$)/uy;
const AFTER_VALUE = { "[": ["]", ","], "{": ["}", ","], "": ["end"] } as const;
type Frame = keyof typeof AFTER_VALUE;

/** What may come next, as the kinds of token: a mark, `text`, `value` (a number, true, false, null) or `end`. */
interface Grammar {
  open: Frame[];
  expected: readonly string[];
}

/** Where a text stops being JSON, counted from 1, by its line and column; undefined where it is JSON. */
export function jsonFault(text: string): { line: number; column: number } | undefined {
  let grammar: Grammar = { open: [""], expected: ANY_VALUE };
  for (let at = 0; ; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text);
    const kind = token && kindOf(token);
    if (!kind || !grammar.expected.includes(kind)) return placeOf(text, at);
    if (kind === "end") return;
    grammar = follow(grammar, kind);
  }
}

const ANY_VALUE = ["{", "[", "text", "value"];

function kindOf([found, mark, value]: RegExpExecArray): string {
  if (mark) return mark;
  if (value) return "value";
  return found.endsWith('"') ? "text" : "end";
}

function follow({ open, expected }: Grammar, kind: string): Grammar {
  const inside = open.at(-1) ?? "";
  if (kind === "{") return { open: [...open, "{"], expected: ["}", "text"] };
  if (kind === "[") return { open: [...open, "["], expected: ["]", ...ANY_VALUE] };
  if (kind === ",") return { open, expected: inside === "{" ? ["text"] : ANY_VALUE };
  if (kind === ":") return { open, expected: ANY_VALUE };
  const isKey = kind === "text" && inside === "{" && !expected.includes("value");
  if (isKey) return { open, expected: [":"] };
  const left = kind === "}" || kind === "]" ? open.slice(0, -1) : open;
  return { open: left, expected: AFTER_VALUE[left.at(-1) ?? ""] };
}

function placeOf(text: string, at: number): { line: number; column: number } {
  const start = at + (/^[ \t\n\r]*/.exec(text.slice(at))?.[0].length ?? 0);
  const lines = text.slice(0, start).split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
