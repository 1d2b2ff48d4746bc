/** Counts of round-trip times in buckets of 1 % relative width, as plain JSON. Pages that hold no count are 0. */
export interface Sketch {
  count: number;
  /** Values below 0.001 ms: a clock of whole milliseconds reads a fast reply as 0. */
  zeros: number;
  pages: (number[] | 0)[];
}

export const SKETCH_RELATIVE_ERROR = 0.01;
const SMALLEST_MS = 0.001;
const LARGEST_MS = 600_000;
const PAGE_BITS = 5;
const PAGE_SIZE = 1 << PAGE_BITS;

const GAMMA = (1 + SKETCH_RELATIVE_ERROR) / (1 - SKETCH_RELATIVE_ERROR);
const BUCKETS_PER_E = 1 / Math.log(GAMMA);
const FIRST_BUCKET = Math.ceil(Math.log(SMALLEST_MS) * BUCKETS_PER_E);

export function emptySketch(): Sketch {
  return { count: 0, zeros: 0, pages: [] };
}

/** Adds one round-trip time in ms, in constant time and in place. Above 600 s it counts as 600 s. */
export function addToSketch(sketch: Sketch, rttMs: number): void {
  sketch.count++;
  if (!(rttMs >= SMALLEST_MS)) {
    sketch.zeros++;
    return;
  }
  const bucket = Math.ceil(Math.log(Math.min(rttMs, LARGEST_MS)) * BUCKETS_PER_E) - FIRST_BUCKET;
  const page = pageAt(sketch, bucket >> PAGE_BITS);
  const slot = bucket & (PAGE_SIZE - 1);
  page[slot] = (page[slot] ?? 0) + 1;
}

/** Adds everything that `from` has counted to `into`, in place: the same as having added each of its values. */
export function mergeSketch(into: Sketch, from: Sketch): void {
  into.count += from.count;
  into.zeros += from.zeros;
  from.pages.forEach((counts, index) => {
    if (counts === 0) return;
    const page = pageAt(into, index);
    counts.forEach((count, slot) => {
      page[slot] = (page[slot] ?? 0) + count;
    });
  });
}

/**
 * The values in ms at the given ascending quantiles (0..1) by nearest rank, each within 1 % of the exact one;
 * a value below 0.001 ms reads as 0. Empty for an empty sketch.
 * Source: Masson, Rim, Lee, "DDSketch: a fast and fully-mergeable quantile sketch with relative-error guarantees", VLDB 2019.
 */
export function quantilesOf(sketch: Sketch, quantiles: readonly number[]): number[] {
  if (sketch.count === 0) return [];
  const ranks = quantiles.map((quantile) => nearestRank(quantile, sketch.count));
  const values: number[] = [];
  let seen = sketch.zeros;
  const take = (valueMs: number) => {
    while (values.length < ranks.length && seen >= (ranks[values.length] ?? 0)) values.push(valueMs);
  };
  take(0);
  for (const [index, counts] of sketch.pages.entries()) {
    if (counts === 0) continue;
    for (const [slot, count] of counts.entries()) {
      if (count === 0) continue;
      seen += count;
      take(middleOf(index * PAGE_SIZE + slot));
    }
    if (values.length === ranks.length) break;
  }
  return values;
}

/** The rank, from 1, of a quantile among `count` sorted values. */
export function nearestRank(quantile: number, count: number): number {
  const roundOff = 1e-9;
  return Math.min(count, Math.max(1, Math.ceil(quantile * count - roundOff)));
}

function pageAt(sketch: Sketch, index: number): number[] {
  while (sketch.pages.length <= index) sketch.pages.push(0);
  const page = sketch.pages[index];
  if (page) return page;
  const fresh = new Array<number>(PAGE_SIZE).fill(0);
  sketch.pages[index] = fresh;
  return fresh;
}

function middleOf(bucket: number): number {
  return (2 * GAMMA ** (bucket + FIRST_BUCKET)) / (GAMMA + 1);
}
