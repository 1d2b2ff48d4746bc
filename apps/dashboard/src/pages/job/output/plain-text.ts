import type { OutputLine } from "./output-lines.ts";

const ESC = "\\u001b";
/** A window's title; it ends with a bell or with the escape sequence for that. */
const TITLE = new RegExp(`${ESC}\\][^\\u0007\\u001b]*(?:\\u0007|${ESC}\\\\|$)`, "g");
const SEQUENCE = new RegExp(`${ESC}(?:\\[[0-?]*[ -/]*(?:[@-~]|$)|[ -/]*[0-Z\\\\^-~]|$)`, "g");
const STYLE = new RegExp(`${ESC}\\[[\\d;]*m`, "g");
const IS_STYLE = new RegExp(`^${STYLE.source}$`);
// biome-ignore lint/suspicious/noControlCharactersInRegex: what has no glyph is not shown
const UNSEEN = /[\u0000-\u0006\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f]/g;
/** These turn the text around them, so that it reads as what it is not. */
const TURNING = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A line without what moves a cursor, rings a bell or names a window; only its styles are left. */
export function styledText(text: string): string {
  return text
    .replace(UNSEEN, "")
    .replace(TURNING, "")
    .replace(TITLE, "")
    .replaceAll("\u0007", "")
    .replace(SEQUENCE, (sequence) => (IS_STYLE.test(sequence) ? sequence : ""));
}

const plain = new WeakMap<OutputLine, string>();

/** A line's letters alone, to be searched and copied. */
export function plainText(line: OutputLine): string {
  const known = plain.get(line);
  if (known !== undefined) return known;
  const text = styledText(line.text).replace(STYLE, "").replaceAll("\u001b", "");
  plain.set(line, text);
  return text;
}
