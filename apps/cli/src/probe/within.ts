import { Lost } from "./lost-reason.ts";

interface Limit {
  waitMs: number;
  signal: AbortSignal;
}

/**
 * Gives what `send` gives, or throws Lost when that takes longer than `waitMs`; its own signal then tells `send` to
 * let go of what it holds. Throws the outer signal's reason when that is aborted.
 */
export async function sendWithin<T>({ waitMs, signal }: Limit, send: (over: AbortSignal) => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const over = new AbortController();
  const { promise, reject } = Promise.withResolvers<never>();
  // What has come in by now is looked at first: a busy machine is late with both.
  const timer = setTimeout(() => setImmediate(() => reject(new Lost(`timed out after ${waitMs} ms`))), waitMs);
  const abort = () => reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([send(over.signal), promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
    over.abort();
  }
}
