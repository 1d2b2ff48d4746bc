const cleanups = new Set<() => Promise<void> | void>();

/** Runs `cleanUp` when the bench is interrupted; the function given back takes that off again. */
export function whenInterrupted(cleanUp: () => Promise<void> | void): () => void {
  cleanups.add(cleanUp);
  return () => cleanups.delete(cleanUp);
}

/** Ends the process on Ctrl-C or SIGTERM after everything was cleaned up; `last` runs however it ends. */
export function cleanUpOnSignals(last: () => void): void {
  // Miniflare ends the process on a signal by itself, and waits for no one.
  process.on("exit", last);
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)
    process.once(signal, async () => {
      await Promise.allSettled([...cleanups].map((cleanUp) => cleanUp()));
      process.exit(code);
    });
}
