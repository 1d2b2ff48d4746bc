/** What a reader holds of a history whose entries are numbered by `seq` without holes. */
export interface Sequence<Entry> {
  /** The first `seq` that was delivered; null before that. */
  firstSeq: number | null;
  /** Everything up to here is delivered or lies before the reader's start; null as long as the start is not known. */
  lastSeq: number | null;
  /** Entries that wait for a hole before them, in order, each once. */
  held: readonly Entry[];
}

interface Numbered {
  seq: number;
}

export interface Delivery<Entry> {
  sequence: Sequence<Entry>;
  /** The entries that are new, in order. */
  fresh: readonly Entry[];
}

/** Beyond this many waiting entries the latest are let go: the hole that they leave is read again later. */
const MAX_HELD = 5_000;

/** A reader that has everything up to `afterSeq`, or, without it, one that starts where its first snapshot does. */
export function startSequence<Entry>(afterSeq?: number): Sequence<Entry> {
  return { firstSeq: null, lastSeq: afterSeq ?? null, held: [] };
}

/** Sets where delivery starts, unless that is settled already. */
export function anchor<Entry extends Numbered>(sequence: Sequence<Entry>, afterSeq: number): Sequence<Entry> {
  return sequence.lastSeq === null ? { ...sequence, lastSeq: afterSeq } : sequence;
}

/** Takes entries in any order, repeated or with holes between them, and delivers those that join on without a hole. */
export function accept<Entry extends Numbered>(sequence: Sequence<Entry>, entries: readonly Entry[]): Delivery<Entry> {
  return deliver(sequence, entries, 0);
}

/**
 * Takes a page that was read from the stored history after a `seq` that is delivered already. What the page leaves out
 * up to its last entry is not stored any more, so delivery goes past it.
 */
export function acceptPage<Entry extends Numbered>(
  sequence: Sequence<Entry>,
  items: readonly Entry[],
): Delivery<Entry> {
  return deliver(sequence, items, items.at(-1)?.seq ?? 0);
}

/** Goes past the hole before the waiting entries, for when the history cannot fill it. */
export function skipHole<Entry extends Numbered>(sequence: Sequence<Entry>): Delivery<Entry> {
  return deliver(sequence, [], sequence.held[0]?.seq ?? 0);
}

function deliver<Entry extends Numbered>(
  sequence: Sequence<Entry>,
  entries: readonly Entry[],
  settledSeq: number,
): Delivery<Entry> {
  const { lastSeq, held } = sequence;
  const waiting = inOrder(held, entries, lastSeq ?? 0);
  if (lastSeq === null) return { sequence: { ...sequence, held: waiting.slice(-MAX_HELD) }, fresh: [] };

  let count = 0;
  let last = Math.max(lastSeq, settledSeq);
  for (const { seq } of waiting) {
    if (seq > last + 1) break;
    last = Math.max(last, seq);
    count++;
  }
  const fresh = waiting.slice(0, count);
  return {
    sequence: {
      firstSeq: sequence.firstSeq ?? fresh[0]?.seq ?? null,
      lastSeq: last,
      held: waiting.slice(count, count + MAX_HELD),
    },
    fresh,
  };
}

/** Both lists as one, each `seq` above `afterSeq` once and in order. */
function inOrder<Entry extends Numbered>(held: readonly Entry[], entries: readonly Entry[], afterSeq: number): Entry[] {
  const all = [...held, ...entries].filter(({ seq }) => seq > afterSeq).sort((a, b) => a.seq - b.seq);
  return all.filter(({ seq }, index) => seq !== all[index - 1]?.seq);
}
