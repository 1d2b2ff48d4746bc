import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { createHeartbeat } from "./heartbeat.ts";
import { LIVE_TIMING, retryDelayMs } from "./live-timing.ts";
import { liveUrl } from "./live-url.ts";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("retries wait longer each time, at most the longest, and not all at one moment", () => {
  expect(retryDelayMs(0, LIVE_TIMING)).toBe(0);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000 }), (retry) => {
      const ceilingMs = Math.min(20_000, 1_000 * 2 ** (retry - 1));
      const delayMs = retryDelayMs(retry, LIVE_TIMING);
      expect(delayMs).toBeGreaterThanOrEqual(ceilingMs / 2);
      expect(delayMs).toBeLessThanOrEqual(ceilingMs);
    }),
  );
  expect(new Set(Array.from({ length: 20 }, () => retryDelayMs(3, LIVE_TIMING))).size).toBeGreaterThan(10);
});

test("a heart beats every 20 to 30 s and no answer within 10 s is silence", () => {
  vi.useFakeTimers();
  const beats: number[] = [];
  const onSilence = vi.fn();
  const { heartbeatMs: everyMs, answerMs } = LIVE_TIMING;
  const heart = createHeartbeat({ beat: () => beats.push(Date.now()), onSilence, everyMs, answerMs });
  heart.start();
  for (let answered = 0; answered < 20; answered++) {
    heart.heard();
    vi.advanceTimersToNextTimer();
  }
  const gaps = beats.slice(1).map((at, index) => at - (beats[index] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(20_000);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(30_000);
  expect(onSilence).not.toHaveBeenCalled();

  vi.advanceTimersByTime(9_999);
  expect(onSilence).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onSilence).toHaveBeenCalledOnce();
});

test("a heart that is in doubt waits less, and a regular beat gives no more time", () => {
  vi.useFakeTimers();
  const onSilence = vi.fn();
  const heart = createHeartbeat({ beat() {}, onSilence, everyMs: 1_000, answerMs: 10_000 });
  heart.start();
  heart.check(3_000);
  vi.advanceTimersByTime(3_000);
  expect(onSilence).toHaveBeenCalledOnce();
});

test("a heart that is stopped leaves no timer behind", () => {
  vi.useFakeTimers();
  const heart = createHeartbeat({ beat() {}, onSilence() {}, everyMs: 1_000, answerMs: 100 });
  heart.start();
  heart.stop();
  expect(vi.getTimerCount()).toBe(0);
});

test("a live address is on the server's or on the page's origin", () => {
  expect(liveUrl("https://fieldline.example.net", "/live/feed", { topics: "jobs" })).toBe(
    "wss://fieldline.example.net/live/feed?topics=jobs",
  );
  expect(liveUrl("http://203.0.113.5:8787", "/live/jobs/a")).toBe("ws://203.0.113.5:8787/live/jobs/a");
  vi.stubGlobal("location", { href: "https://fieldline.example.net/tech/live" });
  expect(liveUrl("", "/live/jobs/a", { afterSample: 3 })).toBe("wss://fieldline.example.net/live/jobs/a?afterSample=3");
});
