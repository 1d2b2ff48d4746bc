import { useDeferredValue, useMemo, useState } from "react";
import { type Match, matchesIn, type OutputRow } from "./output-rows.ts";

const NONE: readonly Match[] = [];

/** A search in the rows: every match, and the one that is looked at. */
export function useOutputSearch(rows: readonly OutputRow[], text: string) {
  const calm = useDeferredValue(text);
  const matches = useMemo(() => (calm ? matchesIn(rows, calm) : NONE), [rows, calm]);
  const byRow = useMemo(() => Map.groupBy(matches, ({ row }) => row), [matches]);
  const [place, setPlace] = useState(0);
  const at = matches.length === 0 ? -1 : Math.min(place, matches.length - 1);
  return {
    matches,
    /** The place of the match that is looked at; -1 where there is none. */
    at,
    go: (to: number) => {
      const next = matches.length === 0 ? 0 : (to + matches.length) % matches.length;
      setPlace(next);
      return matches[next];
    },
    rangesIn: (row: number) =>
      (byRow.get(row) ?? NONE).map(({ from, to }) => ({
        from,
        to,
        isCurrent: matches[at]?.row === row && matches[at]?.from === from,
      })),
  };
}
