/** One line of the table: a figure of the product beside the same of its baseline, both from this run. */
export interface Figure {
  topic: string;
  what: string;
  product: string;
  baseline?: string;
  target?: string;
  holds?: boolean;
}

const HEADER = ["", "Figure", "Fieldline", "Baseline", "Target", "Holds"];

function cellsOf(figures: Figure[]): string[][] {
  return figures.map(({ topic, what, product, baseline = "–", target = "", holds }, index) => [
    figures[index - 1]?.topic === topic ? "" : topic,
    what,
    product,
    baseline,
    target,
    holds === undefined ? "" : holds ? "yes" : "no",
  ]);
}

export function markdownOf(figures: Figure[]): string {
  const rows = [HEADER, HEADER.map(() => "---"), ...cellsOf(figures)];
  return rows.map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |\n`).join("");
}

export function textOf(figures: Figure[]): string {
  const rows = [HEADER, ...cellsOf(figures)];
  const widths = HEADER.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  return rows
    .map((cells) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "))
    .map((line) => `${line.trimEnd()}\n`)
    .join("");
}
