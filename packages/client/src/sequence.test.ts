import { describe, expect, test } from "vitest";
import { accept, acceptPage, anchor, type Sequence, skipHole, startSequence } from "./sequence.ts";

type Entry = { seq: number };

const entries = (...seqs: number[]): Entry[] => seqs.map((seq) => ({ seq }));
const seqsOf = (list: readonly Entry[]) => list.map(({ seq }) => seq);
const from = (afterSeq?: number) => startSequence<Entry>(afterSeq);

describe("accept", () => {
  test("delivers what joins on and remembers where it began", () => {
    const { sequence, fresh } = accept(from(4), entries(5, 6));
    expect(seqsOf(fresh)).toEqual([5, 6]);
    expect(sequence).toEqual({ firstSeq: 5, lastSeq: 6, held: [] });
    expect(accept(sequence, entries(7)).sequence.firstSeq).toBe(5);
  });

  test("drops what was delivered before", () => {
    expect(seqsOf(accept(from(4), entries(3, 4, 5)).fresh)).toEqual([5]);
  });

  test("holds what comes after a hole until the hole is filled", () => {
    const holding = accept(from(0), entries(3, 2, 3, 5));
    expect(holding.fresh).toEqual([]);
    expect(seqsOf(holding.sequence.held)).toEqual([2, 3, 5]);
    const filled = accept(holding.sequence, entries(1));
    expect(seqsOf(filled.fresh)).toEqual([1, 2, 3]);
    expect(seqsOf(filled.sequence.held)).toEqual([5]);
  });

  test("holds everything as long as the start is not known", () => {
    const holding = accept(from(), entries(8, 7));
    expect(holding).toEqual({ sequence: { firstSeq: null, lastSeq: null, held: entries(7, 8) }, fresh: [] });
    expect(seqsOf(accept(anchor(holding.sequence, 6), []).fresh)).toEqual([7, 8]);
  });

  test("lets the latest go when too many wait, never the ones that come next", () => {
    const many = Array.from({ length: 6_000 }, (_, index) => ({ seq: index + 3 }));
    const { sequence } = accept(from(1), many);
    expect(sequence.held).toHaveLength(5_000);
    expect(sequence.held[0]).toEqual({ seq: 3 });
    expect(seqsOf(accept(sequence, entries(2)).fresh).at(-1)).toBe(5_002);
  });
});

test("anchor does not move a start that is settled", () => {
  expect(anchor(from(4), 9).lastSeq).toBe(4);
  expect(anchor(from(), 9).lastSeq).toBe(9);
});

describe("acceptPage", () => {
  test("goes past what the page shows to be gone, with what waited inside", () => {
    const holding: Sequence<Entry> = accept(from(2), entries(6, 9, 12)).sequence;
    const { sequence, fresh } = acceptPage(holding, entries(5, 8, 10));
    expect(seqsOf(fresh)).toEqual([5, 6, 8, 9, 10]);
    expect(sequence).toEqual({ firstSeq: 5, lastSeq: 10, held: entries(12) });
  });

  test("that is older than what was delivered since changes nothing", () => {
    const { sequence, fresh } = acceptPage(from(9), entries(7, 8));
    expect(fresh).toEqual([]);
    expect(sequence.lastSeq).toBe(9);
  });

  test("without items changes nothing", () => {
    const holding = accept(from(2), entries(6)).sequence;
    expect(acceptPage(holding, [])).toEqual({ sequence: holding, fresh: [] });
  });
});

test("skipHole delivers what waited, up to the next hole", () => {
  const { sequence, fresh } = skipHole(accept(from(2), entries(6, 7, 9)).sequence);
  expect(seqsOf(fresh)).toEqual([6, 7]);
  expect(sequence).toEqual({ firstSeq: 6, lastSeq: 7, held: entries(9) });
});
