import { PLACEHOLDER } from "./placeholders.ts";

/** What a token does to the mode that it stands in; without any of them it is passed over whole. */
interface Rule {
  token: RegExp;
  enter?: string;
  leave?: true;
  /** The start of a here-document, whose text begins after the line. */
  hereDocument?: true;
  /** The end of a line. */
  line?: true;
}
/** The tokens of each mode of a language, first match first; reading starts in the mode `code`. */
export type Grammar = Record<string, Rule[]>;

/** Where a placeholder stands, and in which mode of the language. Those in comments are left out. */
export interface Place {
  index: number;
  name: string;
  mode: string;
}

interface Reader {
  at: number;
  /** The modes around the place, innermost last; one with an end is left there. */
  modes: { mode: string; end?: number }[];
  hereDocuments: { delimiter: string; isLiteral: boolean }[];
}

/** The placeholders of a script with their modes. */
export function placesIn(script: string, grammar: Grammar): Place[] {
  const reader: Reader = { at: 0, modes: [{ mode: "code" }], hereDocuments: [] };
  const places: Place[] = [];
  const placeholder = new RegExp(PLACEHOLDER.source, "y");
  while (reader.at < script.length) {
    const { mode, end } = reader.modes.at(-1) ?? { mode: "code" };
    if (end !== undefined && reader.at >= end) {
      reader.modes.pop();
      continue;
    }
    const found = matchAt(placeholder, script, reader.at);
    if (found) {
      places.push({ index: reader.at, name: found[1] ?? "", mode: script[reader.at - 1] === "\\" ? "escaped" : mode });
      reader.at += found[0].length;
    } else readToken(reader, script, grammar[mode] ?? []);
  }
  return places;
}

function readToken(reader: Reader, script: string, rules: Rule[]): void {
  for (const rule of rules) {
    const found = matchAt(rule.token, script, reader.at);
    if (!found) continue;
    reader.at += found[0].length;
    if (rule.leave) reader.modes.pop();
    if (rule.enter) reader.modes.push({ mode: rule.enter });
    if (rule.hereDocument) reader.hereDocuments.push(hereDocumentOf(found));
    if (rule.line) enterHereDocuments(reader, script);
    return;
  }
  reader.at += 1;
}

function matchAt(token: RegExp, script: string, at: number): RegExpExecArray | null {
  token.lastIndex = at;
  return token.exec(script);
}

function hereDocumentOf([, single, double, plain = ""]: RegExpExecArray) {
  const delimiter = single ?? double ?? plain.replaceAll("\\", "");
  return { delimiter, isLiteral: delimiter !== plain };
}

function enterHereDocuments(reader: Reader, script: string): void {
  let from = reader.at;
  const entered = reader.hereDocuments.splice(0).map(({ delimiter, isLiteral }) => {
    from = endOfHereDocument(script, from, delimiter);
    return { mode: isLiteral ? "literal here-document" : "here-document", end: from };
  });
  reader.modes.push(...entered.reverse());
}

function endOfHereDocument(script: string, from: number, delimiter: string): number {
  for (let at = from; at < script.length; ) {
    const newline = script.indexOf("\n", at);
    const end = newline < 0 ? script.length : newline + 1;
    if (script.slice(at, end).replace(/^\t*/, "").trimEnd() === delimiter) return end;
    at = end;
  }
  return script.length;
}
