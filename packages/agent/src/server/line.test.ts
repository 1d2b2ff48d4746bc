import { expect, test, vi } from "vitest";
import { createLogger } from "../log.ts";
import { backOffMs } from "./back-off.ts";
import { Line } from "./line.ts";

const silent = createLogger({ level: "error", isTerminal: false, write: () => {} });
const unreachable = () => new TypeError("fetch failed");
const refused = () => Object.assign(new Error("no"), { data: { reason: "JOB_ENDED", httpStatus: 409 } });

test("waits double from half a second to half a minute, never less than half of that", () => {
  const longest = Array.from({ length: 10 }, (_, n) => backOffMs(n + 1, () => 1));
  expect(longest).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000]);
  expect(backOffMs(3, () => 0)).toBe(1_000);
  expect(backOffMs(1_000, () => 1)).toBe(30_000);
});

test("everybody waits for the same door, and goes in when one has got through", async () => {
  vi.useFakeTimers();
  const line = new Line(silent);
  const { signal } = new AbortController();
  let isAway = true;
  let knocks = 0;
  const knock = async () => {
    knocks++;
    if (isAway) throw unreachable();
    return "in";
  };
  const all = Promise.all(Array.from({ length: 20 }, () => line.call(knock, signal)));
  await vi.advanceTimersByTimeAsync(0);
  expect(knocks).toBe(20);
  expect(line.isUp).toBe(false);
  isAway = false;
  await vi.advanceTimersByTimeAsync(500);
  expect(await all).toEqual(Array(20).fill("in"));
  expect(knocks).toBe(40);
  expect(line.isUp).toBe(true);
  vi.useRealTimers();
});

test("a refusal is an answer, and is thrown at once", async () => {
  const line = new Line(silent);
  await expect(line.call(() => Promise.reject(refused()), new AbortController().signal)).rejects.toThrow("no");
  expect(line.isUp).toBe(true);
});

test("nobody waits for an answer that is no longer wanted", async () => {
  const line = new Line(silent);
  const ending = new AbortController();
  const waiting = line.call(() => new Promise(() => {}), ending.signal);
  ending.abort(new Error("over"));
  await expect(waiting).rejects.toThrow("over");
});

test("the server may have everybody wait, but neither for ever nor not at all by a wait that no timer holds", async () => {
  vi.useFakeTimers();
  const line = new Line(silent);
  const details = { retryAfterMs: 1e12 };
  let knocks = 0;
  const called = line.call(async () => {
    if (knocks++ === 0)
      throw Object.assign(new Error("slowly"), { data: { reason: "RATE_LIMITED", httpStatus: 429, details } });
    return "in";
  }, new AbortController().signal);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(knocks).toBe(1);
  await vi.advanceTimersByTimeAsync(300_000);
  expect(await called).toBe("in");
  vi.useRealTimers();
});
