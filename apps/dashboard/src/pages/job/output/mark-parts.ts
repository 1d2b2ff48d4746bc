import type { StyledPart } from "./styled-parts.ts";

export interface MarkedPart extends StyledPart {
  /** Where in the line it starts. */
  at: number;
  /** Whether it is part of a match, and of the one that is looked at. */
  mark?: "match" | "current";
}

interface Range {
  from: number;
  to: number;
  isCurrent: boolean;
}

/** Runs cut at the edges of the matches, so that each is either within one or not. */
export function markParts(parts: readonly StyledPart[], ranges: readonly Range[]): MarkedPart[] {
  const marked: MarkedPart[] = [];
  let at = 0;
  for (const { text, className } of parts) {
    const end = at + text.length;
    const edges = ranges.flatMap(({ from, to }) => [from, to]).filter((edge) => edge > at && edge < end);
    for (const [index, from] of [at, ...edges].entries()) {
      const to = edges[index] ?? end;
      const within = ranges.find((range) => range.from <= from && range.to >= to && to > from);
      const mark = within && (within.isCurrent ? "current" : "match");
      marked.push({ text: text.slice(from - at, to - at), className, at: from, ...(mark && { mark }) });
    }
    at = end;
  }
  return marked;
}
