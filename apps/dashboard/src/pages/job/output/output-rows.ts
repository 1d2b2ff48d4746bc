import type { OutputLine } from "./output-lines.ts";
import { plainText } from "./plain-text.ts";

/** What the output shows in one row. */
export type OutputRow =
  | { kind: "step"; step: string; count: number; isFolded: boolean }
  | { kind: "cut"; line: OutputLine; size: string }
  | { kind: "line"; line: OutputLine; number: number };

const CUT = /^… (\S+ [kMG]?B) cut …$/;

/** The rows for these lines: a heading where a step begins, a mark where the middle was cut. */
export function rowsOf(lines: readonly OutputLine[], folded: ReadonlySet<string>): OutputRow[] {
  const rows: OutputRow[] = [];
  let heading: Extract<OutputRow, { kind: "step" }> | undefined;
  let number = 0;
  for (const line of lines) {
    if (heading?.step !== line.step) {
      heading = { kind: "step", step: line.step, count: 0, isFolded: folded.has(line.step) };
      rows.push(heading);
    }
    heading.count += 1;
    if (!line.isContinued) number += 1;
    if (heading.isFolded) continue;
    const size = CUT.exec(line.text)?.[1];
    rows.push(size ? { kind: "cut", line, size } : { kind: "line", line, number });
  }
  return rows;
}

export interface Match {
  row: number;
  from: number;
  to: number;
}

/** More are not counted. */
export const MOST_MATCHES = 5_000;

/** Where the rows hold a text, whatever its case. */
export function matchesIn(rows: readonly OutputRow[], search: string): Match[] {
  const wanted = search.toLowerCase();
  const matches: Match[] = [];
  if (!wanted) return matches;
  for (const [row, shown] of rows.entries()) {
    if (shown.kind !== "line") continue;
    const text = plainText(shown.line).toLowerCase();
    for (let from = text.indexOf(wanted); from >= 0; from = text.indexOf(wanted, from + wanted.length)) {
      if (matches.push({ row, from, to: from + wanted.length }) === MOST_MATCHES) return matches;
    }
  }
  return matches;
}

/** The output as text: every line as it was, without styles. */
export function textOf(lines: readonly OutputLine[]): string {
  return lines.map((line, index) => (line.isContinued || index === 0 ? "" : "\n") + plainText(line)).join("");
}
