import type { Finding, Result } from "./server-call.ts";

const MOST_ROWS = 200;
const NAME_WIDTH = 40;

/** Findings as a table of plain text, one a line. */
export function findingsTable(findings: readonly Finding[]): string {
  const rows = findings
    .slice(0, MOST_ROWS)
    .map(({ kind, jobId, name, words }) => [kind, jobId ?? "-", shortened(printable(name)), printable(words)]);
  const table = [["KIND", "JOB", "NAME", "WHAT"], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const more = findings.length - MOST_ROWS;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join("\n");
}

/** One line that says what was looked at and what came of it. */
export function reportOf({ checkedJobs, isPartial, findings, repaired }: Result): string {
  const looked = `${checkedJobs} open ${checkedJobs === 1 ? "job" : "jobs"} looked at${isPartial ? ", of more" : ""}`;
  const done = repaired ? `, ${repaired.length} put right` : "";
  const left = findings.length === 0 ? "nothing is left to put right" : `${findings.length} to put right`;
  return `${looked}${done}: ${left}.`;
}

/** A job's name is whatever somebody typed: what would steer a terminal is left out. */
function printable(text: string): string {
  return text.replace(/\p{C}+/gu, " ");
}

function shortened(text: string): string {
  return text.length > NAME_WIDTH ? `${text.slice(0, NAME_WIDTH - 1)}…` : text;
}
