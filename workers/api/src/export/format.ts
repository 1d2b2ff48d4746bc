import papa from "papaparse/papaparse.js";

export type Format = "csv" | "ndjson";
type Cell = string | number | null | undefined;

/** How one kind of item becomes a row. */
export interface Table<T> {
  header: readonly string[];
  cellsOf(item: T): Cell[];
}

export const CONTENT_TYPE: Record<Format, string> = {
  csv: "text/csv; charset=utf-8",
  ndjson: "application/x-ndjson",
};

const NEWLINE = "\r\n";
/** A text that begins so would be run by a spreadsheet; so would the full-width forms in some of them. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** A file's text, page by page: the header row where the format has one, then a line an item. */
export async function* linesOf<T>(
  format: Format,
  table: Table<T>,
  pages: AsyncIterable<T[]>,
): AsyncGenerator<string, void, void> {
  if (format === "csv") yield `${table.header.join(",")}${NEWLINE}`;
  for await (const items of pages) yield format === "csv" ? rowsOf(table, items) : items.map(lineOf).join("");
}

function rowsOf<T>({ cellsOf }: Table<T>, items: T[]): string {
  return `${papa.unparse(items.map(cellsOf), { newline: NEWLINE, escapeFormulae: FORMULA, quotes: true })}${NEWLINE}`;
}

function lineOf(item: unknown): string {
  return `${JSON.stringify(item)}\n`;
}

/** A moment as a cell that people read; the epoch ms stand beside it. */
export function isoTime(at: number): string {
  return new Date(at).toISOString();
}
