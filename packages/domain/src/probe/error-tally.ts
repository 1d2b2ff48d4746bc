/** The most frequent reasons of lost packets, at most four (Misra and Gries's frequent items, 1982). */
export type ErrorTally = { text: string; count: number }[];

const MOST_ERRORS = 4;
const LONGEST_TEXT = 120;

/** Counts one error, in place. When all places are taken by others each of them gives up one count. */
export function tallyError(tally: ErrorTally, error: string | undefined): void {
  if (error === undefined) return;
  const text = error.slice(0, LONGEST_TEXT);
  const known = tally.find((entry) => entry.text === text);
  if (known) known.count++;
  else if (tally.length < MOST_ERRORS) tally.push({ text, count: 1 });
  else {
    for (const entry of tally) entry.count--;
    tally.splice(0, tally.length, ...tally.filter((entry) => entry.count > 0));
  }
}

/** The error that at least half of `lost` packets share, if there is one. */
export function dominantError(tally: ErrorTally, lost: number): string | null {
  const most = tally.reduce<ErrorTally[number] | null>(
    (top, entry) => (top && top.count >= entry.count ? top : entry),
    null,
  );
  return most && most.count * 2 >= lost ? most.text : null;
}
