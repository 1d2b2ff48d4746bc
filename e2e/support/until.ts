/** Waits until `check` gives something true, and gives it; throws what was last seen after `timeoutMs`. */
export async function until<T>(check: () => Promise<T>, what: string, timeoutMs = 60_000): Promise<NonNullable<T>> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const seen = await check();
    if (seen) return seen;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${timeoutMs} ms; last seen: ${String(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
