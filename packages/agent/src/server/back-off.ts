const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** The wait before try number `failures` (from 1), in ms: doubling from 0.5 s to 30 s, spread by up to half of it. */
export function backOffMs(failures: number, random: () => number = Math.random): number {
  const fullMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 16));
  return Math.round(fullMs * (0.5 + random() / 2));
}
