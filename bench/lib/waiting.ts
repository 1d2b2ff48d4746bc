import { setTimeout as sleep } from "node:timers/promises";

export { sleep };

/** Calls `act` for 0 to `count - 1`, at most `atOnce` at a time. */
export async function inParallel(
  count: number,
  atOnce: number,
  act: (index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) await act(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

/** Starts `act` for 0 to `count - 1` at an even pace, without waiting for one before the next, up to `atOnce`. */
export async function atPace(
  { count, aSecond, atOnce }: { count: number; aSecond: number; atOnce: number },
  act: (index: number) => Promise<unknown>,
): Promise<void> {
  const startedAt = Date.now();
  await inParallel(count, atOnce, async (index) => {
    await sleep(Math.max(0, startedAt + (index * 1_000) / aSecond - Date.now()));
    await act(index);
  });
}

export async function timed<T>(act: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const startedAt = performance.now();
  const value = await act();
  return { ms: performance.now() - startedAt, value };
}
