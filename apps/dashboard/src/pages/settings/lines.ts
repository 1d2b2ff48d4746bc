export interface LineEntry {
  /** Counted from 1, empty lines too. */
  line: number;
  text: string;
}

/** The entries of a text with one a line; empty lines are none. */
export function entriesOf(text: string): LineEntry[] {
  return text
    .split("\n")
    .map((line, index) => ({ line: index + 1, text: line.trim() }))
    .filter((entry) => entry.text !== "");
}

export const linesOf = (text: string): string[] => entriesOf(text).map((entry) => entry.text);
