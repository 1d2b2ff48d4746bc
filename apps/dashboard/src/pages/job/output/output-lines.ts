import type { LogEntry } from "@fieldline/domain/job";

export type OutputStream = "stdout" | "stderr";

/** One line of a command's output as it came, escape sequences and all. */
export interface OutputLine {
  step: string;
  stream: OutputStream;
  text: string;
  /** When its first piece came, in epoch ms. */
  at: number;
  /** The line before it was too long and goes on here. */
  isContinued: boolean;
}

/** A longer line is shown in parts, so that none is more than the page can lay out. */
export const LONGEST_LINE = 2_000;
const ESCAPE = "\u001b";
/** No sequence that means anything is longer. */
const LONGEST_ESCAPE = 32;
const MOST_STYLES = 20;
// biome-ignore lint/suspicious/noControlCharactersInRegex: styles begin with the escape character
const STYLE = /\u001b\[[\d;]*m/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: styles begin with the escape character
const RESET = /^\u001b\[(0?|0;.*)m$/;

type Source = Pick<OutputLine, "step" | "stream" | "at">;

interface Open {
  index: number;
  /** A carriage return came: what follows on this line overwrites it. */
  isReturned: boolean;
}

/** Puts pieces of output together to lines, as a terminal would that shows both streams. */
export class OutputLines {
  #lines: OutputLine[] = [];
  readonly #open = new Map<string, Open>();
  /** The styles that hold where the next line begins. */
  readonly #carried = new Map<string, string>();

  get lines(): readonly OutputLine[] {
    return this.#lines;
  }

  append(entries: readonly LogEntry[]): void {
    this.#lines = [...this.#lines];
    for (const { message, at, step = "", stream = "stdout" } of entries) this.#take(message, { step, stream, at });
  }

  #take(text: string, from: Source): void {
    for (const part of text.split(/(\r|\n)/)) {
      const open = this.#open.get(keyOf(from));
      if (part === "\n") this.#close(from);
      else if (part === "\r") {
        if (open) open.isReturned = true;
      } else if (part) this.#write(part, from);
    }
  }

  #write(text: string, from: Source): void {
    const open = this.#open.get(keyOf(from)) ?? this.#begin(from);
    const line = this.#lines[open.index];
    if (!line) return;
    const before = open.isReturned ? stylesOf(line.text) : line.text;
    open.isReturned = false;
    let whole = before + text;
    let index = open.index;
    while (whole.length > LONGEST_LINE) {
      const end = breakOf(whole);
      const head = whole.slice(0, end);
      this.#lines[index] = { ...(this.#lines[index] as OutputLine), text: head };
      whole = stylesOf(head) + whole.slice(end);
      index = this.#begin(from, true).index;
    }
    this.#lines[index] = { ...(this.#lines[index] as OutputLine), text: whole };
  }

  #close(from: Source): void {
    const open = this.#open.get(keyOf(from)) ?? this.#begin(from);
    const styles = stylesOf(this.#lines[open.index]?.text ?? "");
    this.#open.delete(keyOf(from));
    if (styles) this.#carried.set(keyOf(from), styles);
    else this.#carried.delete(keyOf(from));
  }

  #begin(from: Source, isContinued = false): Open {
    const styles = this.#carried.get(keyOf(from)) ?? "";
    this.#carried.delete(keyOf(from));
    const open = { index: this.#lines.length, isReturned: false };
    this.#lines.push({ ...from, text: styles, isContinued });
    this.#open.set(keyOf(from), open);
    return open;
  }
}

const keyOf = ({ step, stream }: Pick<OutputLine, "step" | "stream">) => `${stream} ${step}`;

/** The styles that still hold at a text's end. */
function stylesOf(text: string): string {
  if (!text.includes(ESCAPE)) return "";
  const all = text.match(STYLE) ?? [];
  const reset = all.findLastIndex((style) => RESET.test(style));
  return all
    .slice(reset + 1)
    .slice(-MOST_STYLES)
    .join("");
}

/** Where a line that is too long is broken: not within a character or an escape sequence. */
function breakOf(text: string): number {
  const start = text.lastIndexOf(ESCAPE, LONGEST_LINE - 1);
  if (start > LONGEST_LINE / 2 && LONGEST_LINE - start < LONGEST_ESCAPE) return start;
  return /[\ud800-\udbff]/.test(text.charAt(LONGEST_LINE - 1)) ? LONGEST_LINE - 1 : LONGEST_LINE;
}
