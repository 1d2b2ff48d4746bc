import type { JobsPort } from "./jobs-port.ts";
import type { History, LiveEvent, LiveState } from "./live-state.ts";

export interface StoredHistoryOptions {
  id: string;
  port: JobsPort;
  signal: AbortSignal;
  state(): LiveState;
  apply(event: LiveEvent): void;
}

export interface StoredHistory {
  readJob(): Promise<void>;
  /** Reads on to the end of both histories. */
  readToEnd(): Promise<void>;
  /** Reads what lies before entries that wait for it. */
  fillHoles(): Promise<void>;
}

const PAGE_LIMIT = 1_000;
/** A hole that so many reads did not fill is not stored. */
const FRUITLESS_READS = 3;

/** Reads a job from the store into a live state. Each read rejects as the port does, or when the signal aborts. */
export function storedHistory({ id, port, signal, state, apply }: StoredHistoryOptions): StoredHistory {
  const lastSeqOf = (history: History) => state()[history].lastSeq ?? 0;

  /** Whether there is more to read. */
  async function readPage(history: History, limit: number): Promise<boolean> {
    const afterSeq = lastSeqOf(history);
    const input = { id, afterSeq, limit };
    const event: LiveEvent =
      history === "samples"
        ? { type: "samples read", page: await port.samples(input, { signal }) }
        : { type: "log read", page: await port.log(input, { signal }) };
    signal.throwIfAborted();
    apply(event);
    return event.page.nextSeq !== null && lastSeqOf(history) > afterSeq;
  }

  async function readHistoryToEnd(history: History) {
    let hasMore = true;
    while (hasMore) hasMore = await readPage(history, PAGE_LIMIT);
  }

  async function fillHole(history: History) {
    let fruitless = 0;
    for (let next = state()[history].held[0]; next; next = state()[history].held[0]) {
      const afterSeq = lastSeqOf(history);
      await readPage(history, Math.min(PAGE_LIMIT, next.seq - afterSeq - 1));
      fruitless = lastSeqOf(history) > afterSeq ? 0 : fruitless + 1;
      if (fruitless === FRUITLESS_READS) apply({ type: "hole skipped", history });
    }
  }

  return {
    async readJob() {
      const job = await port.get({ id }, { signal });
      signal.throwIfAborted();
      apply({ type: "job read", job });
    },
    async readToEnd() {
      await Promise.all([readHistoryToEnd("samples"), readHistoryToEnd("log")]);
    },
    async fillHoles() {
      await Promise.all([fillHole("samples"), fillHole("log")]);
    },
  };
}
