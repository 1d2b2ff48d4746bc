const cleanups = new Set<() => Promise<void> | void>();

/** Runs `cleanUp` when the bench is interrupted; the function given back takes that off again. */
export function whenInterrupted(cleanUp: () => Promise<void> | void): () => void {
  cleanups.add(cleanUp);
  return () => cleanups.delete(cleanUp);
}

/** Ends the process on Ctrl-C or SIGTERM after everything was cleaned up. */
export function cleanUpOnSignals(last: () => void): void {
  let isEnding = false;
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)
    process.on(signal, async () => {
      if (isEnding) return;
      isEnding = true;
      await Promise.allSettled([...cleanups].map((cleanUp) => cleanUp()));
      last();
      process.exit(code);
    });
}
